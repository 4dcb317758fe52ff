//! `assert_locked!`: what it and its like say of the place where they stand, and which types they take.

#[doc(hidden)]
#[macro_export]
macro_rules! __lock_place {
    () => {
        $crate::__private::LockPlace {
            package: ::core::env!("CARGO_PKG_NAME"),
            manifest_dir: ::core::env!("CARGO_MANIFEST_DIR"),
            module: ::core::module_path!(),
            file: ::core::file!(),
            bin: ::core::option_env!("CARGO_BIN_NAME"),
            is_integration: ::core::option_env!("CARGO_TARGET_TMPDIR").is_some(),
        }
    };
}

/// Links the library of the package, which an integration test need not name then.
#[cfg(all(feature = "inventory", feature = "derive"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __link_tested {
    () => {
        $crate::__private::link_tested!();
    };
}

#[cfg(all(feature = "inventory", not(feature = "derive")))]
#[doc(hidden)]
#[macro_export]
macro_rules! __link_tested {
    () => {};
}

#[cfg(feature = "inventory")]
#[doc(hidden)]
#[macro_export]
macro_rules! __assert_locked {
    () => {{
        $crate::__link_tested!();
        let place = $crate::__lock_place!();
        $crate::__private::assert_locked(&place, &$crate::__private::types_of(&place))
    }};
    ($($ty:ty),+ $(,)?) => {
        $crate::__private::assert_locked(
            &$crate::__lock_place!(),
            &[$(<$ty as $crate::__private::VersionedObject>::descriptor()),+],
        )
    };
}

#[cfg(not(feature = "inventory"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __assert_locked {
    () => {
        ::core::compile_error!(
            "the types of a crate are only known with the feature `inventory` of versioned-object-core: turn it on, or name \
             them, `assert_locked!(TypeA, TypeB)`"
        )
    };
    ($($ty:ty),+ $(,)?) => {
        $crate::__private::assert_locked(
            &$crate::__lock_place!(),
            &[$(<$ty as $crate::__private::VersionedObject>::descriptor()),+],
        )
    };
}
