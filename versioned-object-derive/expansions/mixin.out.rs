#[cfg(doc)]
#[cfg_attr(doc, ::versioned_object_core::__private::as_written(::versioned_object_core))]
#[cfg_attr(
    doc,
    doc = ::core::concat!(
        "Fields that objects share.<span class=\"vo-page\"></span>\n\n# Fields\n\n| field | type | default | notes | meaning |\n|---|---|---|---|---|\n| [`created_at`][TimesAccess::created_at] | <code>[Option](::core::option::Option)&lt;<span class=\"vo-link\" data-name=\"DateTime\">[DateTime]</span>&lt;<span class=\"vo-link\" data-name=\"Utc\">[Utc]</span>&gt;&gt;</code> |  | nullable |  |\n| [`writes`][TimesAccess::writes] | <code>[i64](::core::primitive::i64)</code> | `0` | since 1.1 |  |\n",
        ::versioned_object_core::__page!({style})
    )
)]
#[cfg_attr(
    doc,
    allow(
        rustdoc::broken_intra_doc_links,
        rustdoc::private_intra_doc_links,
        rustdoc::redundant_explicit_links
    )
)]
impl Times {}
#[doc(hidden)]
#[allow(non_local_definitions)]
#[macro_export]
macro_rules! __page_of_Times_0 {
    ({ $($then:tt)* } $($asked:tt)*) => {
        $($then)* ! { { $($asked)* } {
        ["| `created_at` | <code>[Option](::core::option::Option)&lt;<span class=\"vo-link\" data-name=\"DateTime\">[DateTime][::versioned_object_core::chrono::DateTime]</span>&lt;<span class=\"vo-link\" data-name=\"Utc\">[Utc][::versioned_object_core::chrono::Utc]</span>&gt;&gt;</code> |  | nullable |  |\n| `writes` | <code>[i64](::core::primitive::i64)</code> | `0` | since 1.1 |  |\n"]
        ["| 1.1 | `writes` added |\n"] ["    \"created_at\": null,\n    \"writes\": 1"]
        [] [] [] [] } }
    };
}
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub, clippy::pub_use)]
pub use __page_of_Times_0 as Times;
///The accessors of the fields of [`Times`], on every object that has them.
#[cfg_attr(doc, ::versioned_object_core::__private::as_written(::versioned_object_core))]
#[allow(
    dead_code,
    deprecated,
    non_snake_case,
    unused_qualifications,
    clippy::absolute_paths,
    clippy::missing_inline_in_public_items,
    clippy::missing_trait_methods,
    clippy::option_option,
    clippy::type_complexity
)]
pub trait TimesAccess: ::versioned_object_core::HasMixin<Times> {
    /**The field `created_at`.

Field `created_at` of type `Option<DateTime<Utc>>`, nullable.

# Errors
When the field is not set.*/
    #[inline]
    fn created_at(
        &self,
    ) -> ::versioned_object_core::Result<::core::option::Option<DateTime<Utc>>> {
        let mixin = <Self as ::versioned_object_core::HasMixin<Times>>::mixin(self);
        ::versioned_object_core::__private::copied(
            &mixin.created_at,
            <Self as ::versioned_object_core::VersionedObject>::descriptor(),
            <Self as ::versioned_object_core::HasMixin<Times>>::OFFSET + 0usize,
        )
    }
    /**The field `created_at`.

Field `created_at` of type `Option<DateTime<Utc>>`, nullable; none when it is not set.*/
    #[inline]
    fn try_created_at(
        &self,
    ) -> ::core::option::Option<::core::option::Option<DateTime<Utc>>> {
        let mixin = <Self as ::versioned_object_core::HasMixin<Times>>::mixin(self);
        ::versioned_object_core::__private::try_copied(&mixin.created_at)
    }
    /**Sets `created_at` and marks it changed: The field `created_at`.

# Errors
When the field does not take the value; it keeps the one it had.*/
    fn set_created_at<__V>(&mut self, value: __V) -> ::versioned_object_core::Result<()>
    where
        Option<DateTime<Utc>>: ::versioned_object_core::FieldFrom<__V>,
    {
        let (mixin, meta) = <Self as ::versioned_object_core::HasMixin<
            Times,
        >>::mixin_parts(self);
        <Option<
            DateTime<Utc>,
        > as ::versioned_object_core::IsFieldType>::set::<
            __V,
        >(
            &mut mixin.created_at,
            meta,
            <Self as ::versioned_object_core::VersionedObject>::descriptor(),
            <Self as ::versioned_object_core::HasMixin<Times>>::OFFSET + 0usize,
            value,
        )
    }
    /**The field `writes`.

Field `writes` of type `i64`, since 1.1.

# Errors
When the field is not set.*/
    #[inline]
    fn writes(&self) -> ::versioned_object_core::Result<i64> {
        let mixin = <Self as ::versioned_object_core::HasMixin<Times>>::mixin(self);
        ::versioned_object_core::__private::copied(
            &mixin.writes,
            <Self as ::versioned_object_core::VersionedObject>::descriptor(),
            <Self as ::versioned_object_core::HasMixin<Times>>::OFFSET + 1usize,
        )
    }
    /**The field `writes`.

Field `writes` of type `i64`, since 1.1; none when it is not set.*/
    #[inline]
    fn try_writes(&self) -> ::core::option::Option<i64> {
        let mixin = <Self as ::versioned_object_core::HasMixin<Times>>::mixin(self);
        ::versioned_object_core::__private::try_copied(&mixin.writes)
    }
    /**Sets `writes` and marks it changed: The field `writes`.

# Errors
When the field does not take the value; it keeps the one it had.*/
    fn set_writes<__V>(&mut self, value: __V) -> ::versioned_object_core::Result<()>
    where
        i64: ::versioned_object_core::FieldFrom<__V>,
    {
        let (mixin, meta) = <Self as ::versioned_object_core::HasMixin<
            Times,
        >>::mixin_parts(self);
        ::versioned_object_core::__private::set_from::<
            i64,
            __V,
        >(
            &mut mixin.writes,
            meta,
            <Self as ::versioned_object_core::VersionedObject>::descriptor(),
            <Self as ::versioned_object_core::HasMixin<Times>>::OFFSET + 1usize,
            value,
        )
    }
    ///Key of the field [`created_at`](Self::created_at).
    const CREATED_AT: ::versioned_object_core::Key<Self, Option<DateTime<Utc>>> = ::versioned_object_core::Key::new(
        <Self as ::versioned_object_core::HasMixin<Times>>::OFFSET + 0usize,
        "created_at",
    );
    ///Key of the field [`writes`](Self::writes).
    const WRITES: ::versioned_object_core::Key<Self, i64> = ::versioned_object_core::Key::new(
        <Self as ::versioned_object_core::HasMixin<Times>>::OFFSET + 1usize,
        "writes",
    );
}
#[automatically_derived]
#[allow(deprecated)]
impl<O: ::versioned_object_core::HasMixin<Times>> TimesAccess for O {}
///Sets the fields of [`Times`] while an object is built.
#[cfg_attr(doc, ::versioned_object_core::__private::as_written(::versioned_object_core))]
#[allow(
    dead_code,
    deprecated,
    non_snake_case,
    unused_qualifications,
    clippy::absolute_paths,
    clippy::missing_inline_in_public_items,
    clippy::missing_trait_methods,
    clippy::option_option,
    clippy::type_complexity
)]
pub trait TimesBuild: ::versioned_object_core::ObjectBuilder
where
    Self::Object: ::versioned_object_core::HasMixin<Times>,
{
    ///Sets the field `created_at`.
    fn created_at<__V>(self, value: __V) -> Self
    where
        Option<DateTime<Utc>>: ::versioned_object_core::FieldFrom<__V>,
    {
        ::versioned_object_core::ObjectBuilder::with(
            self,
            |object| <Self::Object as TimesAccess>::set_created_at(object, value),
        )
    }
    ///Sets the field `writes`.
    fn writes<__V>(self, value: __V) -> Self
    where
        i64: ::versioned_object_core::FieldFrom<__V>,
    {
        ::versioned_object_core::ObjectBuilder::with(
            self,
            |object| <Self::Object as TimesAccess>::set_writes(object, value),
        )
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl<B: ::versioned_object_core::ObjectBuilder> TimesBuild for B
where
    B::Object: ::versioned_object_core::HasMixin<Times>,
{}
#[allow(
    unexpected_cfgs,
    deprecated,
    non_snake_case,
    unused_qualifications,
    clippy::absolute_paths,
    clippy::missing_inline_in_public_items,
    clippy::missing_trait_methods,
    clippy::option_option,
    clippy::type_complexity
)]
const _: () = {
    use ::versioned_object_core as __vo;
    #[allow(unused_imports)]
    use __vo::__private::{
        IsNoEnum as _, IsNoField as _, LacksDerives as _, OtherDefault as _,
    };
    const _: () = __vo::__private::check_mixin_derives(
        __vo::__private::Derives::<Times>::CLONE,
    );
    #[cfg(rust_analyzer)]
    const _: () = {
        pub struct __Names<__Rest> {
            pub created_at: (),
            pub writes: (),
            __rest: __Rest,
        }
        impl<__Rest> ::core::ops::Deref for __Names<__Rest> {
            type Target = __Rest;
            fn deref(&self) -> &__Rest {
                &self.__rest
            }
        }
        impl __vo::__private::FieldNames for Times {
            type Names<__Rest> = __Names<__Rest>;
        }
    };
    #[automatically_derived]
    impl ::core::default::Default for Times {
        fn default() -> Self {
            Self {
                created_at: __vo::__private::empty(),
                writes: __vo::__private::empty(),
            }
        }
    }
    #[automatically_derived]
    impl __vo::FieldMixin for Times {
        const FIELDS: &'static [__vo::FieldDescriptor] = &[
            __vo::FieldDescriptor::declared(
                "created_at",
                ",\"created_at\":",
                "",
                "Option<DateTime<Utc>>",
                <Option<DateTime<Utc>> as __vo::IsFieldType>::TYPE,
            ),
            __vo::FieldDescriptor::declared(
                    "writes",
                    ",\"writes\":",
                    "",
                    "i64",
                    <i64 as __vo::FieldType>::TYPE,
                )
                .with_default(
                    __vo::DefaultDescriptor::new(
                        |__cell| __vo::__private::put_default::<
                            i64,
                        >(__cell, __vo::IntoField::<i64>::into_field(0)),
                        __vo::DefaultRepr::Text("0"),
                    ),
                )
                .since(__vo::Version::new(1u32, 1u32)),
        ];
        const MIXIN: __vo::__private::MixinDescriptor = __vo::__private::MixinDescriptor {
            name: "Times",
            python: ::core::option::Option::None,
        };
        const ACCESSORS: &'static [&'static ::core::primitive::str] = &[
            "created_at",
            "writes",
        ];
        fn mixin_cell(
            &self,
            index: ::core::primitive::usize,
        ) -> &dyn __vo::__private::FieldCell {
            match index {
                0usize => {
                    <Option<DateTime<Utc>> as __vo::IsFieldType>::cell(&self.created_at)
                }
                _ => <i64 as __vo::IsFieldType>::cell(&self.writes),
            }
        }
        fn mixin_cell_mut(
            &mut self,
            index: ::core::primitive::usize,
        ) -> &mut dyn __vo::__private::FieldCell {
            match index {
                0usize => {
                    <Option<
                        DateTime<Utc>,
                    > as __vo::IsFieldType>::cell_mut(&mut self.created_at)
                }
                _ => <i64 as __vo::IsFieldType>::cell_mut(&mut self.writes),
            }
        }
    }
};
