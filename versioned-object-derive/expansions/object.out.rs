#[cfg_attr(
    doc,
    ::versioned_object_core::__private::as_written(
        ::versioned_object_core,
        const
        _:(

        )= {::versioned_object_core::__private::TypeOf<Status>!{{::versioned_object_core::__page}used{#[doc = "- [`status`][Disk::status], since 1.1: all values.\n"]#[allow(
            rustdoc::broken_intra_doc_links,
            rustdoc::private_intra_doc_links
        )]impl::versioned_object_core::fields::UsedBy<Disk>for
        Status{}}}};
    )
)]
#[cfg_attr(
    doc,
    doc = ::core::concat!(
        "`Disk` ",
        Disk!({::versioned_object_core::__page}version),
        " in the namespace `",
        Disk!({::versioned_object_core::__page}namespace),
        "`, in the table `disks`.<span class=\"vo-page\"></span>\n\n# Fields\n\n| field | type | default | notes | meaning |\n|---|---|---|---|---|\n| [`id`](#method.id) | <code><span class=\"vo-link\" data-name=\"Uuid\">[Uuid]</span></code> |  | read-only | Who it is. |\n| [`size`](#method.size) | <code>[Option](::core::option::Option)&lt;[i64](::core::primitive::i64)&gt;</code> | `10` | nullable, checked by <code><span class=\"vo-link\" data-name=\"at_least_one\">[at_least_one]</span></code> | In GiB. |\n| [`status`](#method.status) | <code><span class=\"vo-link\" data-name=\"Status\">[Status]</span></code> | `Status::New` | since 1.1 |  |\n| [`tags`](#method.tags) | <code>[Vec](::std::vec::Vec)&lt;[String](::std::string::String)&gt;</code> |  | `labels` before 1.2 |  |\n| [`created_at`](#method.created_at) | <code>[Option](::core::option::Option)&lt;<span class=\"vo-link\" data-name=\"DateTime\">[DateTime]</span>&lt;<span class=\"vo-link\" data-name=\"Utc\">[Utc]</span>&gt;&gt;</code> |  | nullable |  |\n\n# Extra fields\n\nComputed, read-only, in dict access: <code><span class=\"vo-link\" data-name=\"label\">[label][Self::label]</span></code>.\n",
        Disk!(
            {::versioned_object_core::__page}versions
            "\n# Versions\n\n| version | what it changed |\n|---|---|\n"
        ),
        "\n# Table\n\n`disks`; inserting sets `created_at`.\n\n# Example\n\nAn envelope, with values that the fields take:\n\n```json\n{\n  \"",
        Disk!({::versioned_object_core::__page}prefix),
        ".name\": \"Disk\",\n  \"",
        Disk!({::versioned_object_core::__page}prefix),
        ".namespace\": \"",
        Disk!({::versioned_object_core::__page}namespace),
        "\",\n  \"",
        Disk!({::versioned_object_core::__page}prefix),
        ".version\": \"",
        Disk!({::versioned_object_core::__page}version),
        "\",\n  \"",
        Disk!({::versioned_object_core::__page}prefix),
        ".data\": {\n",
        ::versioned_object_core::__private::TypeOf<Status>!(
            {::versioned_object_core::__page}nothing
        ),
        ::versioned_object_core::__page!(
            {fold[""
            "    \"id\": \"6ba7b810-9dad-11d1-80b4-00c04fd430c8\",\n    \"size\": null,\n    \"tags\": [\"a tags\"],\n    \"created_at\": null"][]{::versioned_object_core::__private::TypeOf<Status>}{["    \"status\": "
            "- `status`: its type alone knows a value.\n"
            "- `status`: an object, which has an example on its own page.\n"]}}
        ),
        "\n# Fingerprint\n\nNone is declared: that of each published version is in `versions.lock`, and `Disk::descriptor().compute_fingerprint()` computes that of this one.\n",
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
#[automatically_derived]
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
impl Disk {
    ///A new `Disk`, with nothing set.
    #[must_use]
    pub fn new(context: &::versioned_object_core::Context) -> Self {
        ::versioned_object_core::__private::new(::core::option::Option::Some(context))
    }
    ///A builder of a `Disk`, which sets what it is given.
    pub fn builder() -> DiskBuilder {
        DiskBuilder {
            building: ::versioned_object_core::__private::Building::start(),
        }
    }
    #[doc(hidden)]
    fn __descriptor() -> &'static ::versioned_object_core::ObjectDescriptor {
        <Self as ::versioned_object_core::VersionedObject>::descriptor()
    }
}
#[cfg_attr(
    doc,
    doc = "What reads and sets the fields.<span class=\"vo-accessors\"></span>"
)]
#[cfg_attr(doc, ::versioned_object_core::__private::as_written(::versioned_object_core))]
#[automatically_derived]
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
impl Disk {
    /**Who it is.

Field `id` of type `Uuid`, read-only.

# Errors
When the field is not set.*/
    #[inline]
    pub fn id(&self) -> ::versioned_object_core::Result<Uuid> {
        ::versioned_object_core::__private::copied(
            &self.id,
            Self::__descriptor(),
            0usize,
        )
    }
    /**Who it is.

Field `id` of type `Uuid`, read-only; none when it is not set.*/
    #[inline]
    pub fn try_id(&self) -> ::core::option::Option<Uuid> {
        ::versioned_object_core::__private::try_copied(&self.id)
    }
    /**Sets `id` and marks it changed: Who it is.

# Errors
When the field does not take the value; it keeps the one it had.*/
    pub fn set_id<__V>(&mut self, value: __V) -> ::versioned_object_core::Result<()>
    where
        Uuid: ::versioned_object_core::FieldFrom<__V>,
    {
        <Uuid as ::versioned_object_core::IsFieldType>::set::<
            __V,
        >(&mut self.id, &mut self.meta, Self::__descriptor(), 0usize, value)
    }
    /**In GiB.

Field `size` of type `Option<i64>`, nullable.

# Errors
When the field is not set.*/
    #[inline]
    pub fn size(&self) -> ::versioned_object_core::Result<::core::option::Option<i64>> {
        ::versioned_object_core::__private::copied(
            &self.size,
            Self::__descriptor(),
            1usize,
        )
    }
    /**In GiB.

Field `size` of type `Option<i64>`, nullable; none when it is not set.*/
    #[inline]
    pub fn try_size(&self) -> ::core::option::Option<::core::option::Option<i64>> {
        ::versioned_object_core::__private::try_copied(&self.size)
    }
    /**Sets `size` and marks it changed: In GiB.

# Errors
When the field does not take the value; it keeps the one it had.*/
    pub fn set_size<__V>(&mut self, value: __V) -> ::versioned_object_core::Result<()>
    where
        Option<i64>: ::versioned_object_core::FieldFrom<__V>,
    {
        ::versioned_object_core::__private::set_from::<
            Option<i64>,
            __V,
        >(&mut self.size, &mut self.meta, Self::__descriptor(), 1usize, value)
    }
    /**The field `status`.

Field `status` of type `Status`, since 1.1.

# Errors
When the field is not set.*/
    #[inline]
    pub fn status(
        &self,
    ) -> ::versioned_object_core::Result<::versioned_object_core::FieldRef<'_, Status>> {
        <<::versioned_object_core::fields::Held<
            Status,
        > as ::versioned_object_core::fields::known::IsFieldType>::Itself as ::versioned_object_core::IsFieldType>::get(
            &self.status,
            Self::__descriptor(),
            2usize,
        )
    }
    /**The field `status`.

Field `status` of type `Status`, since 1.1; none when it is not set.*/
    #[inline]
    pub fn try_status(
        &self,
    ) -> ::core::option::Option<::versioned_object_core::FieldRef<'_, Status>> {
        <<::versioned_object_core::fields::Held<
            Status,
        > as ::versioned_object_core::fields::known::IsFieldType>::Itself as ::versioned_object_core::IsFieldType>::try_get(
            &self.status,
        )
    }
    /**Sets `status` and marks it changed: The field `status`.

# Errors
When the field does not take the value; it keeps the one it had.*/
    pub fn set_status<__V>(&mut self, value: __V) -> ::versioned_object_core::Result<()>
    where
        ::versioned_object_core::fields::Held<
            Status,
        >: ::versioned_object_core::FieldFrom<__V>,
    {
        <<::versioned_object_core::fields::Held<
            Status,
        > as ::versioned_object_core::fields::known::IsFieldType>::Itself as ::versioned_object_core::IsFieldType>::set::<
            __V,
        >(&mut self.status, &mut self.meta, Self::__descriptor(), 2usize, value)
    }
    #[doc(hidden)]
    #[inline]
    pub fn status_mut<'__a, __T, __G>(
        &'__a mut self,
    ) -> ::versioned_object_core::Result<__G>
    where
        ::versioned_object_core::Attr<
            Status,
        >: ::versioned_object_core::__private::CellOf<__T>,
        __T: ::versioned_object_core::fields::MutableIn<'__a, GuardIn = __G>,
    {
        let cell = ::versioned_object_core::__private::CellOf::<
            __T,
        >::cell_of(&mut self.status);
        __T::guard_in(cell, &mut self.meta, Self::__descriptor(), 2usize)
    }
    /**The field `tags`.

Field `tags` of type `Vec<String>`.

# Errors
When the field is not set.*/
    #[inline]
    pub fn tags(&self) -> ::versioned_object_core::Result<&[String]> {
        ::versioned_object_core::__private::lent(
            &self.tags,
            Self::__descriptor(),
            3usize,
        )
    }
    /**The field `tags`.

Field `tags` of type `Vec<String>`; none when it is not set.*/
    #[inline]
    pub fn try_tags(&self) -> ::core::option::Option<&[String]> {
        ::versioned_object_core::__private::try_lent(&self.tags)
    }
    /**Sets `tags` and marks it changed: The field `tags`.

# Errors
When the field does not take the value; it keeps the one it had.*/
    pub fn set_tags<__V>(&mut self, value: __V) -> ::versioned_object_core::Result<()>
    where
        Vec<String>: ::versioned_object_core::FieldFrom<__V>,
    {
        <Vec<
            String,
        > as ::versioned_object_core::IsFieldType>::set::<
            __V,
        >(&mut self.tags, &mut self.meta, Self::__descriptor(), 3usize, value)
    }
    /**`tags`, to be changed in place: The field `tags`.

# Errors
When the field is not set.*/
    #[inline]
    pub fn tags_mut(
        &mut self,
    ) -> ::versioned_object_core::Result<
        ::versioned_object_core::FieldGuard<'_, Vec<String>>,
    > {
        <Vec<
            String,
        > as ::versioned_object_core::__private::Contained>::guard_of(
            &mut self.tags,
            &mut self.meta,
            Self::__descriptor(),
            3usize,
        )
    }
    /**The field `created_at`.

Field `created_at` of type `Option<DateTime<Utc>>`, nullable.

# Errors
When the field is not set.*/
    #[inline]
    pub fn created_at(
        &self,
    ) -> ::versioned_object_core::Result<::core::option::Option<DateTime<Utc>>> {
        ::versioned_object_core::__private::copied(
            &self.created_at,
            Self::__descriptor(),
            4usize,
        )
    }
    /**The field `created_at`.

Field `created_at` of type `Option<DateTime<Utc>>`, nullable; none when it is not set.*/
    #[inline]
    pub fn try_created_at(
        &self,
    ) -> ::core::option::Option<::core::option::Option<DateTime<Utc>>> {
        ::versioned_object_core::__private::try_copied(&self.created_at)
    }
    /**Sets `created_at` and marks it changed: The field `created_at`.

# Errors
When the field does not take the value; it keeps the one it had.*/
    pub fn set_created_at<__V>(
        &mut self,
        value: __V,
    ) -> ::versioned_object_core::Result<()>
    where
        Option<DateTime<Utc>>: ::versioned_object_core::FieldFrom<__V>,
    {
        <Option<
            DateTime<Utc>,
        > as ::versioned_object_core::IsFieldType>::set::<
            __V,
        >(&mut self.created_at, &mut self.meta, Self::__descriptor(), 4usize, value)
    }
}
#[cfg_attr(
    doc,
    doc = "The keys of the fields, for what takes a field by its name.<span class=\"vo-keys\"></span>"
)]
#[cfg_attr(doc, ::versioned_object_core::__private::as_written(::versioned_object_core))]
#[automatically_derived]
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
impl Disk {
    /**Who it is.

Key of the field [`id`](Self::id).*/
    pub const ID: ::versioned_object_core::Key<
        Self,
        Uuid,
        ::versioned_object_core::fields::Fixed,
    > = ::versioned_object_core::Key::new(0usize, "id");
    /**In GiB.

Key of the field [`size`](Self::size).*/
    pub const SIZE: ::versioned_object_core::Key<Self, Option<i64>> = ::versioned_object_core::Key::new(
        1usize,
        "size",
    );
    ///Key of the field [`status`](Self::status).
    pub const STATUS: ::versioned_object_core::Key<
        Self,
        Status,
        ::versioned_object_core::__private::ColumnOf<
            {
                ::versioned_object_core::__private::has_column(
                    <<::versioned_object_core::fields::Held<
                        Status,
                    > as ::versioned_object_core::fields::known::IsFieldType>::Itself as ::versioned_object_core::IsFieldType>::TYPE,
                )
            },
            ::versioned_object_core::fields::Stored,
        >,
    > = ::versioned_object_core::Key::new(2usize, "status");
    ///Key of the field [`tags`](Self::tags).
    pub const TAGS: ::versioned_object_core::Key<Self, Vec<String>> = ::versioned_object_core::Key::new(
        3usize,
        "tags",
    );
    ///Key of the field [`created_at`](Self::created_at).
    pub const CREATED_AT: ::versioned_object_core::Key<Self, Option<DateTime<Utc>>> = ::versioned_object_core::Key::new(
        4usize,
        "created_at",
    );
}
#[cfg(test)]
#[doc(hidden)]
#[allow(dead_code, non_upper_case_globals)]
const the_Disk_1_2_of_versionedobjects: () = ();
#[cfg(not(test))]
#[doc(hidden)]
#[allow(non_local_definitions, clippy::cfg_not_test)]
#[macro_export]
macro_rules! the_Disk_1_2_of_versionedobjects {
    () => {};
}
#[cfg(doc)]
#[doc(hidden)]
#[allow(non_local_definitions)]
#[macro_export]
macro_rules! __page_of_Disk_0 {
    ({ $($then:tt)* } $($asked:tt)*) => {
        $($then)* ! { { $($asked)* } {
        ["| [`id`](#method.id) | <code><span class=\"vo-link\" data-name=\"Uuid\">[Uuid][::versioned_object_core::uuid::Uuid]</span></code> |  | read-only | Who it is. |\n| [`size`](#method.size) | <code>[Option](::core::option::Option)&lt;[i64](::core::primitive::i64)&gt;</code> | `10` | nullable, checked by `at_least_one` | In GiB. |\n| [`status`](#method.status) | <code>Status</code> | `Status::New` | since 1.1 |  |\n| [`tags`](#method.tags) | <code>[Vec](::std::vec::Vec)&lt;[String](::std::string::String)&gt;</code> |  | `labels` before 1.2 |  |\n| [`created_at`](#method.created_at) | <code>[Option](::core::option::Option)&lt;<span class=\"vo-link\" data-name=\"DateTime\">[DateTime][::versioned_object_core::chrono::DateTime]</span>&lt;<span class=\"vo-link\" data-name=\"Utc\">[Utc][::versioned_object_core::chrono::Utc]</span>&gt;&gt;</code> |  | nullable |  |\n"]
        ["| 1.1 | `status` added |\n| 1.2 | `tags` was `labels` |\n"]
        ["    \"id\": \"6ba7b810-9dad-11d1-80b4-00c04fd430c8\",\n    \"size\": null,\n    \"tags\": [\"a tags\"],\n    \"created_at\": null"["- `status`: the page of `Disk` has an example with it.\n"]]
        ["`label`"] ["1.2"] ["versionedobjects"] ["versioned_object"] } }
    };
}
#[cfg(not(doc))]
#[doc(hidden)]
#[allow(non_local_definitions)]
#[macro_export]
macro_rules! __page_of_Disk_0 {
    ({ $($then:tt)* } $($asked:tt)*) => {
        $($then)* ! { { $($asked)* } {
        ["| [`id`](#method.id) | <code><span class=\"vo-link\" data-name=\"Uuid\">[Uuid][::versioned_object_core::uuid::Uuid]</span></code> |  | read-only | Who it is. |\n| [`size`](#method.size) | <code>[Option](::core::option::Option)&lt;[i64](::core::primitive::i64)&gt;</code> | `10` | nullable, checked by `at_least_one` | In GiB. |\n| [`status`](#method.status) | <code>Status</code> | `Status::New` | since 1.1 |  |\n| [`tags`](#method.tags) | <code>[Vec](::std::vec::Vec)&lt;[String](::std::string::String)&gt;</code> |  | `labels` before 1.2 |  |\n| [`created_at`](#method.created_at) | <code>[Option](::core::option::Option)&lt;<span class=\"vo-link\" data-name=\"DateTime\">[DateTime][::versioned_object_core::chrono::DateTime]</span>&lt;<span class=\"vo-link\" data-name=\"Utc\">[Utc][::versioned_object_core::chrono::Utc]</span>&gt;&gt;</code> |  | nullable |  |\n"
        "| *of* `Disk` | | | its getters stand below as its crate was compiled: `<T as IsFieldType>::Ref<'_>` is what the getter gives of a `T`, which the page of `Disk` has as people write it | |\n"]
        ["| 1.1 | `status` added |\n| 1.2 | `tags` was `labels` |\n"]
        ["    \"id\": \"6ba7b810-9dad-11d1-80b4-00c04fd430c8\",\n    \"size\": null,\n    \"tags\": [\"a tags\"],\n    \"created_at\": null"["- `status`: the page of `Disk` has an example with it.\n"]]
        ["`label`"] ["1.2"] ["versionedobjects"] ["versioned_object"] } }
    };
}
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub, clippy::pub_use)]
pub use __page_of_Disk_0 as Disk;
///Builds a [`Disk`]: each method sets a field, `build` gives the object or the first error.
#[must_use]
#[allow(deprecated)]
#[derive(::core::fmt::Debug)]
pub struct DiskBuilder {
    building: ::versioned_object_core::__private::Building<Disk>,
}
#[cfg_attr(doc, ::versioned_object_core::__private::as_written(::versioned_object_core))]
#[automatically_derived]
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
impl DiskBuilder {
    /// The object, with a context.
    ///
    /// # Errors
    /// The first value that a field did not take.
    pub fn build(
        self,
        context: &::versioned_object_core::Context,
    ) -> ::versioned_object_core::Result<Disk> {
        self.building.finish(::core::option::Option::Some(context))
    }
    /// The object, without a context.
    ///
    /// # Errors
    /// The first value that a field did not take.
    pub fn build_orphan(self) -> ::versioned_object_core::Result<Disk> {
        self.building.finish(::core::option::Option::None)
    }
    ///Sets the field `id`.
    pub fn id<__V>(self, value: __V) -> Self
    where
        Uuid: ::versioned_object_core::FieldFrom<__V>,
    {
        Self {
            building: self.building.set(Disk::set_id, value),
        }
    }
    ///Sets the field `size`.
    pub fn size<__V>(self, value: __V) -> Self
    where
        Option<i64>: ::versioned_object_core::FieldFrom<__V>,
    {
        Self {
            building: self.building.set(Disk::set_size, value),
        }
    }
    ///Sets the field `status`.
    pub fn status<__V>(self, value: __V) -> Self
    where
        ::versioned_object_core::fields::Held<
            Status,
        >: ::versioned_object_core::FieldFrom<__V>,
    {
        Self {
            building: self.building.set(Disk::set_status, value),
        }
    }
    ///Sets the field `tags`.
    pub fn tags<__V>(self, value: __V) -> Self
    where
        Vec<String>: ::versioned_object_core::FieldFrom<__V>,
    {
        Self {
            building: self.building.set(Disk::set_tags, value),
        }
    }
    ///Sets the field `created_at`.
    pub fn created_at<__V>(self, value: __V) -> Self
    where
        Option<DateTime<Utc>>: ::versioned_object_core::FieldFrom<__V>,
    {
        Self {
            building: self.building.set(Disk::set_created_at, value),
        }
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::versioned_object_core::ObjectBuilder for DiskBuilder {
    type Object = Disk;
    fn with(
        self,
        set: impl ::core::ops::FnOnce(&mut Disk) -> ::versioned_object_core::Result<()>,
    ) -> Self {
        Self {
            building: self.building.with(set),
        }
    }
}
#[allow(
    unexpected_cfgs,
    private_interfaces,
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
        IsNoEnum as _, IsNoField as _, LacksDerives as _, NoMethods as _,
        OtherDefault as _,
    };
    const __METHODS: &[&[__vo::MethodDescriptor]] = &[
        Disk::__OBJECT_METHODS_0,
        Disk::__OBJECT_METHODS_1,
        Disk::__OBJECT_METHODS_2,
        Disk::__OBJECT_METHODS_3,
        Disk::__OBJECT_METHODS_4,
        Disk::__OBJECT_METHODS_5,
        Disk::__OBJECT_METHODS_6,
        Disk::__OBJECT_METHODS_7,
    ];
    static __DESCRIPTOR: __vo::ObjectDescriptor = __vo::__private::Parts {
        doc: "A disk of a server.",
        module: ::core::module_path!(),
        package: ::core::option_env!("CARGO_PKG_NAME"),
        fingerprint: ::core::option::Option::None,
        list_of: ::core::option::Option::None,
        relationships: &[],
        child_versions: &[],
        notes: &[],
        parent: ::core::option::Option::None,
        mixins: &[],
        python: ::core::option::Option::None,
        comparable: false,
        head: __vo::__private::EnvelopeHead {
            whole: "\"versioned_object.name\":\"Disk\",\"versioned_object.namespace\":\"versionedobjects\",\"versioned_object.version\":\"1.2\",\"versioned_object.data\":",
            before_version: "\"versioned_object.name\":\"Disk\",\"versioned_object.namespace\":\"versionedobjects\",\"versioned_object.version\":",
            behind_version: ",\"versioned_object.data\":",
        },
        by_name: b"\x04\0\x01\x02\x03",
        methods: &__vo::__private::concat_methods::<
            { __vo::__private::count_methods(__METHODS) },
        >(__METHODS),
    }
        .descriptor::<Disk>();
    #[automatically_derived]
    impl __vo::VersionedObject for Disk {
        const NAME: &'static ::core::primitive::str = "Disk";
        const VERSION: __vo::Version = __vo::Version::new(1u32, 2u32);
        const NAMESPACE: &'static ::core::primitive::str = __vo::DEFAULT_NAMESPACE;
        const SERIAL_NAMESPACE: &'static ::core::primitive::str = __vo::DEFAULT_SERIAL_NAMESPACE;
        const DICT: __vo::DictFlavour = __vo::DictFlavour::Oslo;
        const EXTRA_FIELDS: &'static [__vo::ExtraFieldDescriptor] = &[
            __vo::ExtraFieldDescriptor {
                name: "label",
            },
        ];
        const TABLE: ::core::option::Option<__vo::TableDescriptor> = ::core::option::Option::Some(
            __vo::TableDescriptor::new("disks").created("created_at"),
        );
        const HOOKS: __vo::Hooks = __vo::Hooks {
            load_attr: ::core::option::Option::None,
            make_compatible: ::core::option::Option::None,
        };
        const SLOTS: &'static [__vo::FieldDescriptor] = &[
            __vo::FieldDescriptor::declared(
                    "id",
                    ",\"id\":",
                    "Who it is.",
                    "Uuid",
                    <Uuid as __vo::IsFieldType>::TYPE,
                )
                .read_only()
                .key_of_table(),
            __vo::FieldDescriptor::declared(
                    "size",
                    ",\"size\":",
                    "In GiB.",
                    "Option<i64>",
                    <Option<i64> as __vo::FieldType>::TYPE,
                )
                .with_default(
                    __vo::DefaultDescriptor::new(
                        |__cell| __vo::__private::put_default::<
                            Option<i64>,
                        >(__cell, __vo::IntoField::<Option<i64>>::into_field(10)),
                        __vo::DefaultRepr::Text("10"),
                    ),
                )
                .validate(
                    "at_least_one",
                    |__cell| __vo::__private::validate::<
                        i64,
                    >(
                        __cell,
                        |__value| {
                            let __function: &dyn for<'a> ::core::ops::Fn(
                                <i64 as __vo::IsFieldType>::Ref<'a>,
                            ) -> ::core::result::Result<(), _> = &at_least_one;
                            ::core::result::Result::map_err(
                                __function(__value),
                                |__reason| <_ as __vo::fields::Reason>::refusal(&__reason),
                            )
                        },
                    ),
                ),
            __vo::FieldDescriptor::declared(
                    "status",
                    ",\"status\":",
                    "",
                    "Status",
                    <<__vo::fields::Held<
                        Status,
                    > as __vo::fields::known::IsFieldType>::Itself as __vo::IsFieldType>::TYPE,
                )
                .with_default(
                    __vo::DefaultDescriptor::new(
                        |__cell| {
                            __vo::__private::FieldOf::<Status>::FIELD
                                .put(__cell, __vo::IntoField::<_>::into_field(Status::New))
                        },
                        __vo::__private::EnumOf::<Status>::TYPE
                            .printed(
                                __vo::__private::EnumOf::<Status>::TYPE
                                    .variant(Status::New)
                                    .as_str(),
                            ),
                    ),
                )
                .since(__vo::Version::new(1u32, 1u32)),
            __vo::FieldDescriptor::declared(
                    "tags",
                    ",\"tags\":",
                    "",
                    "Vec<String>",
                    <Vec<String> as __vo::IsFieldType>::TYPE,
                )
                .history(
                    &[
                        __vo::FieldChange {
                            version: __vo::Version::new(1u32, 2u32),
                            kind: __vo::ChangeKind::Renamed {
                                from: "labels",
                            },
                        },
                    ],
                ),
            __vo::FieldDescriptor::declared(
                "created_at",
                ",\"created_at\":",
                "",
                "Option<DateTime<Utc>>",
                <Option<DateTime<Utc>> as __vo::IsFieldType>::TYPE,
            ),
        ];
        const ORDER: &'static [::core::primitive::u16] = __vo::__private::InOrder::<
            5usize,
        >::SLOTS;
        type Own = Self;
        type Parent = __vo::__private::NoParent;
        fn descriptor() -> &'static __vo::ObjectDescriptor {
            &__DESCRIPTOR
        }
        fn orphan() -> Self {
            Self {
                id: __vo::__private::empty(),
                size: __vo::__private::empty(),
                status: __vo::__private::empty(),
                tags: __vo::__private::empty(),
                created_at: __vo::__private::empty(),
                meta: ::core::default::Default::default(),
            }
        }
        fn obj_clone(&self) -> Self {
            __vo::__private::Derives::<Self>::copy(self)
        }
    }
    #[automatically_derived]
    impl __vo::HasTable for Disk {
        type Key = Uuid;
    }
    #[automatically_derived]
    impl __vo::Extends<Disk> for Disk {}
    #[automatically_derived]
    impl ::core::default::Default for Disk {
        fn default() -> Self {
            __vo::__private::new(::core::option::Option::None)
        }
    }
    #[automatically_derived]
    impl __vo::DynObject for Disk {
        fn obj_descriptor(&self) -> &'static __vo::ObjectDescriptor {
            &__DESCRIPTOR
        }
        fn obj_meta(&self) -> &__vo::ObjectMeta {
            &self.meta
        }
        fn obj_meta_mut(&mut self) -> &mut __vo::ObjectMeta {
            &mut self.meta
        }
        fn obj_cell(
            &self,
            slot: ::core::primitive::usize,
        ) -> &dyn __vo::__private::FieldCell {
            match slot {
                0usize => <Uuid as __vo::IsFieldType>::cell(&self.id),
                1usize => &self.size,
                2usize => {
                    <<__vo::fields::Held<
                        Status,
                    > as __vo::fields::known::IsFieldType>::Itself as __vo::IsFieldType>::cell(
                        &self.status,
                    )
                }
                3usize => <Vec<String> as __vo::IsFieldType>::cell(&self.tags),
                _ => <Option<DateTime<Utc>> as __vo::IsFieldType>::cell(&self.created_at),
            }
        }
        fn obj_parts_mut(
            &mut self,
            slot: ::core::primitive::usize,
        ) -> (&mut dyn __vo::__private::FieldCell, &mut __vo::ObjectMeta) {
            (
                match slot {
                    0usize => <Uuid as __vo::IsFieldType>::cell_mut(&mut self.id),
                    1usize => &mut self.size,
                    2usize => {
                        <<__vo::fields::Held<
                            Status,
                        > as __vo::fields::known::IsFieldType>::Itself as __vo::IsFieldType>::cell_mut(
                            &mut self.status,
                        )
                    }
                    3usize => {
                        <Vec<String> as __vo::IsFieldType>::cell_mut(&mut self.tags)
                    }
                    _ => {
                        <Option<
                            DateTime<Utc>,
                        > as __vo::IsFieldType>::cell_mut(&mut self.created_at)
                    }
                },
                &mut self.meta,
            )
        }
        fn obj_extra<'a>(
            &'a self,
            index: ::core::primitive::usize,
        ) -> __vo::Result<__vo::Value> {
            match index {
                0usize => {
                    let __function: &dyn ::core::ops::Fn(&'a Self) -> _ = &Self::label;
                    <_ as __vo::IntoExtra>::into_extra(__function(self))
                }
                index => __vo::__private::no_extra(&__DESCRIPTOR, index),
            }
        }
        fn obj_clone_box(&self) -> ::std::boxed::Box<dyn __vo::DynObject> {
            ::std::boxed::Box::new(__vo::VersionedObject::obj_clone(self))
        }
        fn into_any(
            self: ::std::boxed::Box<Self>,
        ) -> ::std::boxed::Box<dyn ::core::any::Any> {
            self
        }
        fn obj_dyn(&self) -> &dyn __vo::DynObject {
            self
        }
        fn obj_dyn_mut(&mut self) -> &mut dyn __vo::DynObject {
            self
        }
    }
    #[automatically_derived]
    impl __vo::FieldType for Disk
    where
        for<'__a> Disk: __vo::__private::Cloned<'__a>,
    {
        type Ref<'a> = &'a Self;
        const TYPE: &'static __vo::TypeDescriptor = __vo::__private::ObjectType::<
            Self,
        >::TYPE;
        fn borrow_field(&self) -> &Self {
            self
        }
        fn coerce(
            input: __vo::fields::Input<'_>,
            cx: &mut __vo::fields::ReadContext<'_>,
        ) -> __vo::Result<Self> {
            __vo::__private::object_coerce(input, cx)
        }
        fn coerce_text(
            text: &mut __vo::__private::JsonText<'_>,
            cx: &mut __vo::fields::ReadContext<'_>,
        ) -> __vo::__private::Taken<Self> {
            __vo::__private::object_from_text(text, cx)
        }
        fn push_text(
            list: &mut ::std::vec::Vec<Self>,
            text: &mut __vo::__private::JsonText<'_>,
            cx: &mut __vo::fields::ReadContext<'_>,
        ) -> __vo::__private::Taken<()> {
            __vo::__private::push_object_from_text(list, text, cx)
        }
        fn write_primitive(
            &self,
            out: &mut __vo::PrimitiveWriter<'_>,
        ) -> __vo::Result<()> {
            __vo::__private::object_write(self, out)
        }
        fn to_value(&self) -> __vo::Value {
            __vo::Value::Object(__vo::DynObject::obj_clone_box(self))
        }
        fn has_changes(&self) -> ::core::primitive::bool {
            __vo::__private::object_has_changes(self)
        }
        fn reset_changes(&mut self) {
            __vo::ObjectExt::obj_reset_changes(self, &[], true);
        }
        fn each_object(
            &mut self,
            visit: __vo::__private::EachObject<'_>,
        ) -> __vo::Result<()> {
            visit(self)
        }
        fn display(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            __vo::__private::object_display(self, f)
        }
    }
    #[automatically_derived]
    impl __vo::Mutable for Disk
    where
        for<'__a> Disk: __vo::__private::Cloned<'__a>,
    {
        type Guard<'a> = &'a mut Self;
        fn guard<'a>(&'a mut self, _: __vo::__private::GuardPlace<'a>) -> &'a mut Self {
            self
        }
    }
    #[automatically_derived]
    impl ::core::convert::From<Disk> for __vo::Value {
        fn from(object: Disk) -> Self {
            Self::Object(::std::boxed::Box::new(object))
        }
    }
    #[automatically_derived]
    impl ::core::convert::From<__vo::Plain<Disk>> for Disk {
        fn from(plain: __vo::Plain<Disk>) -> Self {
            plain.0
        }
    }
    #[automatically_derived]
    impl __vo::__private::serde::Serialize for Disk {
        fn serialize<S: __vo::__private::serde::Serializer>(
            &self,
            serializer: S,
        ) -> ::core::result::Result<S::Ok, S::Error> {
            __vo::__private::serialize(self, serializer)
        }
    }
    #[automatically_derived]
    impl<'de> __vo::__private::serde::Deserialize<'de> for Disk {
        fn deserialize<D: __vo::__private::serde::Deserializer<'de>>(
            deserializer: D,
        ) -> ::core::result::Result<Self, D::Error> {
            __vo::__private::deserialize(deserializer)
        }
    }
    #[automatically_derived]
    impl ::core::fmt::Display for Disk {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            __vo::__private::display(self, f)
        }
    }
    #[automatically_derived]
    impl ::core::fmt::Debug for Disk {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            __vo::__private::debug(self, f)
        }
    }
    const _: () = __vo::__private::check_object_derives(
        __vo::__private::Derives::<Disk>::CLONE,
    );
    const _: () = {
        (__vo::__private::check_table_part)(
            <Disk as __vo::VersionedObject>::SLOTS,
            __vo::__private::TablePart::UsualKey,
            "id",
            "id",
        )
    };
    const _: () = (__vo::__private::check_table_part)(
        <Disk as __vo::VersionedObject>::SLOTS,
        __vo::__private::TablePart::Created,
        "created_at",
        "created_at",
    );
    const _: fn(&Disk) = |__object| {
        let _ = &__object.created_at;
    };
    #[cfg(rust_analyzer)]
    const _: () = {
        pub struct __Names<__Rest> {
            pub id: (),
            pub size: (),
            pub status: (),
            pub tags: (),
            pub created_at: (),
            __rest: __Rest,
        }
        impl<__Rest> ::core::ops::Deref for __Names<__Rest> {
            type Target = __Rest;
            fn deref(&self) -> &__Rest {
                &self.__rest
            }
        }
        impl __vo::__private::FieldNames for Disk {
            type Names<__Rest> = __Names<__Rest>;
        }
    };
};
::versioned_object_core::__submit!(
    ::versioned_object_core, || < Disk as ::versioned_object_core::VersionedObject >
    ::descriptor()
);
