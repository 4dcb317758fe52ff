//! Tests that every crate of objects has: nothing was published and then changed, and every older version is written
//! and read.
//!
//! The feature `testing` brings them; it belongs into the dev-dependencies:
//!
//! ```toml
//! [dev-dependencies]
//! versioned-object-core = { version = "…", features = ["inventory", "testing"] }
//! ```
//!
//! Then one test makes it impossible to forget a version:
//!
//! ```ignore
//! use library as _; // the crate itself: it is linked when it is named
//!
//! #[test]
//! fn what_was_published_stays() {
//!     versioned_object_core::testing::assert_locked!();
//! }
//! ```

mod checker;
mod compare;
mod lock;
mod samples;

pub use checker::{Dependencies, Differing, Mismatch, ObjectVersionChecker};
pub use compare::{Comparison, compare_obj};
pub use lock::{Lock, LockError, LockReport};
pub use samples::{Sample, Samples};

#[doc(hidden)]
pub use lock::{Place as __Place, assert_locked as __assert_locked};

#[cfg(feature = "inventory")]
#[doc(hidden)]
pub use lock::types_of as __types_of;

/// Compares the objects of this package with `versions.lock` beside its `Cargo.toml`.
///
/// `assert_locked!()` takes every type of the package that registered itself, with the feature `inventory`: types of
/// dependencies, and those that an integration test declares for itself, are left out. Name the crate in the test, `use
/// library as _;`, or it is not linked. `assert_locked!(Book, Shelf)` takes the named types.
///
/// A change is accepted with `VERSIONED_OBJECT_LOCK=accept` in the environment, when it has the version and the history
/// that it needs; `docs/locking.md` has the format, and what needs what.
///
/// # Panics
/// When the declarations differ from the lock, saying what changed and what to do; when there is no lock, or it cannot
/// be read.
#[doc(inline)]
pub use crate::__assert_locked as assert_locked;

#[doc(hidden)]
#[macro_export]
macro_rules! __lock_place {
    () => {
        $crate::testing::__Place {
            package: ::core::env!("CARGO_PKG_NAME"),
            manifest_dir: ::core::env!("CARGO_MANIFEST_DIR"),
            module: ::core::module_path!(),
            file: ::core::file!(),
            bin: ::core::option_env!("CARGO_BIN_NAME"),
            is_integration: ::core::option_env!("CARGO_TARGET_TMPDIR").is_some(),
        }
    };
}

#[cfg(feature = "inventory")]
#[doc(hidden)]
#[macro_export]
macro_rules! __assert_locked {
    () => {{
        let place = $crate::__lock_place!();
        $crate::testing::__assert_locked(&place, &$crate::testing::__types_of(&place))
    }};
    ($($ty:ty),+ $(,)?) => {
        $crate::testing::__assert_locked(
            &$crate::__lock_place!(),
            &[$(<$ty as $crate::VersionedObject>::descriptor()),+],
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
        $crate::testing::__assert_locked(
            &$crate::__lock_place!(),
            &[$(<$ty as $crate::VersionedObject>::descriptor()),+],
        )
    };
}
