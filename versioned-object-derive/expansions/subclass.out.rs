#[cfg_attr(doc, ::versioned_object_core::__private::as_written(::versioned_object_core))]
#[cfg_attr(
    doc,
    doc = ::core::concat!(
        "`ImportedDisk` ",
        ImportedDisk!({::versioned_object_core::__page}version),
        " in the namespace `",
        ImportedDisk!({::versioned_object_core::__page}namespace),
        "`, a kind of <code><span class=\"vo-link\" data-name=\"Disk\">[Disk]</span></code>.<span class=\"vo-page\"></span>\n\n# Fields\n\n| field | type | default | notes | meaning |\n|---|---|---|---|---|\n| [`origin`](#method.origin) | <code>[Option](::core::option::Option)&lt;[String](::std::string::String)&gt;</code> |  | nullable, since 1.3 |  |\n| *of* <code><span class=\"vo-link\" data-name=\"Times\">[Times]</span></code> | | |  | |\n",
        Times!({::versioned_object_core::__page}rows),
        "| *of* <code><span class=\"vo-link\" data-name=\"Disk\">[Disk]</span></code> | | | versions above 1.3 are those of it alone | |\n",
        Disk!({::versioned_object_core::__page}rows),
        Disk!(
            {::versioned_object_core::__page}extra
            "\n# Extra fields\n\nComputed, read-only, in dict access: "
            ".\n"
        ),
        ImportedDisk!(
            {::versioned_object_core::__page}versions
            "\n# Versions\n\n| version | what it changed |\n|---|---|\n"
        ),
        "\n# Example\n\nAn envelope, with values that the fields take:\n\n```json\n{\n  \"",
        ImportedDisk!({::versioned_object_core::__page}prefix),
        ".name\": \"ImportedDisk\",\n  \"",
        ImportedDisk!({::versioned_object_core::__page}prefix),
        ".namespace\": \"",
        ImportedDisk!({::versioned_object_core::__page}namespace),
        "\",\n  \"",
        ImportedDisk!({::versioned_object_core::__page}prefix),
        ".version\": \"",
        ImportedDisk!({::versioned_object_core::__page}version),
        "\",\n  \"",
        ImportedDisk!({::versioned_object_core::__page}prefix),
        ".data\": {\n",
        ::versioned_object_core::__page!(
            {fold[""
            "    \"origin\": null"][]{Times}{}{Disk}{}}
        ),
        "\n# Fingerprint\n\nNone is declared: that of each published version is in `versions.lock`, and `ImportedDisk::descriptor().compute_fingerprint()` computes that of this one.\n",
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
impl ImportedDisk {
    ///A new `ImportedDisk`, with nothing set.
    #[must_use]
    pub fn new(context: &::versioned_object_core::Context) -> Self {
        ::versioned_object_core::__private::new(::core::option::Option::Some(context))
    }
    ///A builder of a `ImportedDisk`, which sets what it is given.
    pub fn builder() -> ImportedDiskBuilder {
        ImportedDiskBuilder {
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
impl ImportedDisk {
    /**The field `origin`.

Field `origin` of type `Option<String>`, nullable, since 1.3.

# Errors
When the field is not set.*/
    #[inline]
    pub fn origin(
        &self,
    ) -> ::versioned_object_core::Result<
        ::core::option::Option<&::core::primitive::str>,
    > {
        <Option<
            String,
        > as ::versioned_object_core::IsFieldType>::get(
            &self.origin,
            Self::__descriptor(),
            <Disk as ::versioned_object_core::VersionedObject>::SLOTS.len() + 0usize,
        )
    }
    /**The field `origin`.

Field `origin` of type `Option<String>`, nullable, since 1.3; none when it is not set.*/
    #[inline]
    pub fn try_origin(
        &self,
    ) -> ::core::option::Option<::core::option::Option<&::core::primitive::str>> {
        <Option<String> as ::versioned_object_core::IsFieldType>::try_get(&self.origin)
    }
    /**Sets `origin` and marks it changed: The field `origin`.

# Errors
When the field does not take the value; it keeps the one it had.*/
    pub fn set_origin<__V>(&mut self, value: __V) -> ::versioned_object_core::Result<()>
    where
        Option<String>: ::versioned_object_core::FieldFrom<__V>,
    {
        <Option<
            String,
        > as ::versioned_object_core::IsFieldType>::set::<
            __V,
        >(
            &mut self.origin,
            <Disk as ::versioned_object_core::DynObject>::obj_meta_mut(&mut self.base),
            Self::__descriptor(),
            <Disk as ::versioned_object_core::VersionedObject>::SLOTS.len() + 0usize,
            value,
        )
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
impl ImportedDisk {
    ///Key of the field [`origin`](Self::origin).
    pub const ORIGIN: ::versioned_object_core::Key<Self, Option<String>> = ::versioned_object_core::Key::new(
        <Disk as ::versioned_object_core::VersionedObject>::SLOTS.len() + 0usize,
        "origin",
    );
}
#[cfg(doc)]
::versioned_object_core::__page! {
    { join $__page_of_ImportedDisk_0 [#[allow(non_local_definitions)] #[macro_export]] {
    ["| [`origin`](#method.origin) | <code>[Option](::core::option::Option)&lt;[String](::std::string::String)&gt;</code> |  | nullable, since 1.3 |  |\n"]
    ["| 1.3 | `origin` added |\n"] ["    \"origin\": null"] [] ["1.3"] [] [] } { Times }
    "| *of* `Times` | | |  | |\n" { Disk }
    "| *of* `Disk` | | | versions above 1.3 are those of it alone | |\n" } { [] [] [] []
    [] [] [] }
}
#[cfg(not(doc))]
#[doc(hidden)]
#[allow(non_local_definitions)]
#[macro_export]
macro_rules! __page_of_ImportedDisk_0 {
    ({ $($then:tt)* } $($asked:tt)*) => {
        $($then)* ! { { $($asked)* } {
        ["| [`origin`](#method.origin) | <code>[Option](::core::option::Option)&lt;[String](::std::string::String)&gt;</code> |  | nullable, since 1.3 |  |\n"
        "| *of* <code>Times</code> | | | its fields are on its own page | |\n"
        "| *of* <code>Disk</code> | | | its fields are on its own page | |\n"]
        ["| 1.3 | `origin` added |\n"] ["    \"origin\": null"] [] ["1.3"] [] [] } }
    };
}
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub, clippy::pub_use)]
pub use __page_of_ImportedDisk_0 as ImportedDisk;
///Builds a [`ImportedDisk`]: each method sets a field, `build` gives the object or the first error.
#[must_use]
#[allow(deprecated)]
#[derive(::core::fmt::Debug)]
pub struct ImportedDiskBuilder {
    building: ::versioned_object_core::__private::Building<ImportedDisk>,
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
impl ImportedDiskBuilder {
    /// The object, with a context.
    ///
    /// # Errors
    /// The first value that a field did not take.
    pub fn build(
        self,
        context: &::versioned_object_core::Context,
    ) -> ::versioned_object_core::Result<ImportedDisk> {
        self.building.finish(::core::option::Option::Some(context))
    }
    /// The object, without a context.
    ///
    /// # Errors
    /// The first value that a field did not take.
    pub fn build_orphan(self) -> ::versioned_object_core::Result<ImportedDisk> {
        self.building.finish(::core::option::Option::None)
    }
    ///Sets the field `origin`.
    pub fn origin<__V>(self, value: __V) -> Self
    where
        Option<String>: ::versioned_object_core::FieldFrom<__V>,
    {
        Self {
            building: self.building.set(ImportedDisk::set_origin, value),
        }
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::versioned_object_core::ObjectBuilder for ImportedDiskBuilder {
    type Object = ImportedDisk;
    fn with(
        self,
        set: impl ::core::ops::FnOnce(
            &mut ImportedDisk,
        ) -> ::versioned_object_core::Result<()>,
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
        ImportedDisk::__OBJECT_METHODS_0,
        ImportedDisk::__OBJECT_METHODS_1,
        ImportedDisk::__OBJECT_METHODS_2,
        ImportedDisk::__OBJECT_METHODS_3,
        ImportedDisk::__OBJECT_METHODS_4,
        ImportedDisk::__OBJECT_METHODS_5,
        ImportedDisk::__OBJECT_METHODS_6,
        ImportedDisk::__OBJECT_METHODS_7,
    ];
    const __BASE: ::core::primitive::usize = <<Disk as __vo::fields::known::IsObject>::Itself as __vo::VersionedObject>::SLOTS
        .len();
    const __OWN: [__vo::FieldDescriptor; 1usize] = [
        __vo::FieldDescriptor::declared(
                "origin",
                ",\"origin\":",
                "",
                "Option<String>",
                <Option<String> as __vo::IsFieldType>::TYPE,
            )
            .since(__vo::Version::new(1u32, 3u32)),
    ];
    const __LEN: ::core::primitive::usize = __BASE + 1usize
        + <<Times as __vo::IsMixin>::Itself as __vo::FieldMixin>::FIELDS.len();
    static __SLOTS: [__vo::FieldDescriptor; __LEN] = __vo::__private::concat(
        &[
            &__vo::__private::up_to::<
                { __BASE },
            >(
                <<Disk as __vo::fields::known::IsObject>::Itself as __vo::VersionedObject>::SLOTS,
                __vo::Version::new(1u32, 3u32),
            ),
            &__OWN,
            <<Times as __vo::IsMixin>::Itself as __vo::FieldMixin>::FIELDS,
        ],
        <ImportedDisk as __vo::VersionedObject>::TABLE,
    );
    static __ORDER: [::core::primitive::u16; __LEN] = __vo::__private::order(
        <<Disk as __vo::fields::known::IsObject>::Itself as __vo::VersionedObject>::ORDER,
    );
    static __DESCRIPTOR: __vo::ObjectDescriptor = __vo::__private::Parts {
        doc: "A disk that is received.",
        module: ::core::module_path!(),
        package: ::core::option_env!("CARGO_PKG_NAME"),
        fingerprint: ::core::option::Option::None,
        list_of: ::core::option::Option::None,
        relationships: &[],
        child_versions: &[],
        notes: &[],
        parent: ::core::option::Option::Some(
            <<Disk as __vo::fields::known::IsObject>::Itself as __vo::VersionedObject>::descriptor,
        ),
        mixins: &[<<Times as __vo::IsMixin>::Itself as __vo::FieldMixin>::MIXIN],
        python: ::core::option::Option::None,
        comparable: false,
        head: __vo::__private::Head::<ImportedDisk>::TEXTS,
        by_name: __vo::__private::ByName::<ImportedDisk>::PLACES,
        methods: &__vo::__private::concat_methods::<
            { __vo::__private::count_methods(__METHODS) },
        >(__METHODS),
    }
        .descriptor::<ImportedDisk>();
    #[automatically_derived]
    impl __vo::VersionedObject for ImportedDisk {
        const NAME: &'static ::core::primitive::str = "ImportedDisk";
        const VERSION: __vo::Version = __vo::Version::new(1u32, 3u32);
        const NAMESPACE: &'static ::core::primitive::str = <<Disk as __vo::fields::known::IsObject>::Itself as __vo::VersionedObject>::NAMESPACE;
        const SERIAL_NAMESPACE: &'static ::core::primitive::str = <<Disk as __vo::fields::known::IsObject>::Itself as __vo::VersionedObject>::SERIAL_NAMESPACE;
        const DICT: __vo::DictFlavour = <<Disk as __vo::fields::known::IsObject>::Itself as __vo::VersionedObject>::DICT;
        const EXTRA_FIELDS: &'static [__vo::ExtraFieldDescriptor] = {
            const __OWN: &[__vo::ExtraFieldDescriptor] = &[];
            &__vo::__private::concat_extra::<
                {
                    __vo::__private::count_extra(
                        __OWN,
                        <<Disk as __vo::fields::known::IsObject>::Itself as __vo::VersionedObject>::EXTRA_FIELDS,
                    )
                },
            >(
                __OWN,
                <<Disk as __vo::fields::known::IsObject>::Itself as __vo::VersionedObject>::EXTRA_FIELDS,
            )
        };
        const REMOTABLE: &'static [__vo::RemotableMethod] = &__vo::__private::concat_remotable::<
            {
                0usize
                    + <<Disk as __vo::fields::known::IsObject>::Itself as __vo::VersionedObject>::REMOTABLE
                        .len()
            },
        >(
            &[
                &[],
                <<Disk as __vo::fields::known::IsObject>::Itself as __vo::VersionedObject>::REMOTABLE,
            ],
        );
        const HOOKS: __vo::Hooks = __vo::__private::inherit_hooks::<
            ImportedDisk,
            <Disk as __vo::fields::known::IsObject>::Itself,
        >(__vo::Hooks {
            load_attr: ::core::option::Option::None,
            make_compatible: ::core::option::Option::None,
        });
        const SLOTS: &'static [__vo::FieldDescriptor] = &__SLOTS;
        const ORDER: &'static [::core::primitive::u16] = &__ORDER;
        type Own = Self;
        type Parent = <<Disk as __vo::fields::known::IsObject>::Itself as __vo::VersionedObject>::Own;
        fn descriptor() -> &'static __vo::ObjectDescriptor {
            &__DESCRIPTOR
        }
        fn orphan() -> Self {
            Self {
                base: <<Disk as __vo::fields::known::IsObject>::Itself as __vo::VersionedObject>::orphan(),
                times: <<Times as __vo::IsMixin>::Itself as __vo::FieldMixin>::__new(),
                origin: __vo::__private::empty(),
            }
        }
        fn obj_clone(&self) -> Self {
            __vo::__private::Derives::<Self>::copy(self)
        }
    }
    #[doc(hidden)]
    #[automatically_derived]
    impl __vo::Extends<<ImportedDisk as __vo::__private::Beside<Disk>>::Itself>
    for ImportedDisk {}
    #[automatically_derived]
    impl ::core::default::Default for ImportedDisk {
        fn default() -> Self {
            __vo::__private::new(::core::option::Option::None)
        }
    }
    #[automatically_derived]
    impl __vo::DynObject for ImportedDisk {
        fn obj_descriptor(&self) -> &'static __vo::ObjectDescriptor {
            &__DESCRIPTOR
        }
        fn obj_meta(&self) -> &__vo::ObjectMeta {
            <<Disk as __vo::fields::known::IsObject>::Itself as __vo::DynObject>::obj_meta(
                &self.base,
            )
        }
        fn obj_meta_mut(&mut self) -> &mut __vo::ObjectMeta {
            <<Disk as __vo::fields::known::IsObject>::Itself as __vo::DynObject>::obj_meta_mut(
                &mut self.base,
            )
        }
        fn obj_cell(
            &self,
            slot: ::core::primitive::usize,
        ) -> &dyn __vo::__private::FieldCell {
            if slot < __BASE {
                return <<Disk as __vo::fields::known::IsObject>::Itself as __vo::DynObject>::obj_cell(
                    &self.base,
                    slot,
                );
            }
            match slot - __BASE {
                0usize => <Option<String> as __vo::IsFieldType>::cell(&self.origin),
                slot => {
                    <<Times as __vo::IsMixin>::Itself as __vo::FieldMixin>::mixin_cell(
                        &self.times,
                        slot - (1usize),
                    )
                }
            }
        }
        fn obj_parts_mut(
            &mut self,
            slot: ::core::primitive::usize,
        ) -> (&mut dyn __vo::__private::FieldCell, &mut __vo::ObjectMeta) {
            if slot < __BASE {
                return <<Disk as __vo::fields::known::IsObject>::Itself as __vo::DynObject>::obj_parts_mut(
                    &mut self.base,
                    slot,
                );
            }
            (
                match slot - __BASE {
                    0usize => {
                        <Option<String> as __vo::IsFieldType>::cell_mut(&mut self.origin)
                    }
                    slot => {
                        <<Times as __vo::IsMixin>::Itself as __vo::FieldMixin>::mixin_cell_mut(
                            &mut self.times,
                            slot - (1usize),
                        )
                    }
                },
                <<Disk as __vo::fields::known::IsObject>::Itself as __vo::DynObject>::obj_meta_mut(
                    &mut self.base,
                ),
            )
        }
        fn obj_extra(
            &self,
            index: ::core::primitive::usize,
        ) -> __vo::Result<__vo::Value> {
            match index {
                index => {
                    <<Disk as __vo::fields::known::IsObject>::Itself as __vo::DynObject>::obj_extra(
                        &self.base,
                        __vo::__private::extra_of_parent(&__DESCRIPTOR, index),
                    )
                }
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
    impl __vo::FieldType for ImportedDisk
    where
        for<'__a> ImportedDisk: __vo::__private::Cloned<'__a>,
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
    impl __vo::Mutable for ImportedDisk
    where
        for<'__a> ImportedDisk: __vo::__private::Cloned<'__a>,
    {
        type Guard<'a> = &'a mut Self;
        fn guard<'a>(&'a mut self, _: __vo::__private::GuardPlace<'a>) -> &'a mut Self {
            self
        }
    }
    #[automatically_derived]
    impl ::core::convert::From<ImportedDisk> for __vo::Value {
        fn from(object: ImportedDisk) -> Self {
            Self::Object(::std::boxed::Box::new(object))
        }
    }
    #[automatically_derived]
    impl ::core::convert::From<__vo::Plain<ImportedDisk>> for ImportedDisk {
        fn from(plain: __vo::Plain<ImportedDisk>) -> Self {
            plain.0
        }
    }
    #[automatically_derived]
    impl __vo::__private::serde::Serialize for ImportedDisk {
        fn serialize<S: __vo::__private::serde::Serializer>(
            &self,
            serializer: S,
        ) -> ::core::result::Result<S::Ok, S::Error> {
            __vo::__private::serialize(self, serializer)
        }
    }
    #[automatically_derived]
    impl<'de> __vo::__private::serde::Deserialize<'de> for ImportedDisk {
        fn deserialize<D: __vo::__private::serde::Deserializer<'de>>(
            deserializer: D,
        ) -> ::core::result::Result<Self, D::Error> {
            __vo::__private::deserialize(deserializer)
        }
    }
    const __OFFSET_0: ::core::primitive::usize = __BASE + 1usize;
    #[automatically_derived]
    impl __vo::HasMixin<Times> for ImportedDisk {
        const OFFSET: ::core::primitive::usize = __OFFSET_0;
        fn mixin(&self) -> &Times {
            &self.times
        }
        fn mixin_parts(&mut self) -> (&mut Times, &mut __vo::ObjectMeta) {
            (
                &mut self.times,
                <<Disk as __vo::fields::known::IsObject>::Itself as __vo::DynObject>::obj_meta_mut(
                    &mut self.base,
                ),
            )
        }
    }
    #[automatically_derived]
    impl ::core::fmt::Display for ImportedDisk {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            __vo::__private::display(self, f)
        }
    }
    #[automatically_derived]
    impl ::core::fmt::Debug for ImportedDisk {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            __vo::__private::debug(self, f)
        }
    }
    #[automatically_derived]
    impl<__B> __vo::Extends<__B> for ImportedDisk
    where
        Disk: __vo::__private::AlsoExtends<__B>,
    {}
    #[automatically_derived]
    impl ::core::ops::Deref for ImportedDisk {
        type Target = Disk;
        fn deref(&self) -> &Disk {
            &self.base
        }
    }
    #[automatically_derived]
    impl ::core::ops::DerefMut for ImportedDisk {
        fn deref_mut(&mut self) -> &mut Disk {
            &mut self.base
        }
    }
    #[automatically_derived]
    impl ::core::convert::From<ImportedDisk> for Disk {
        fn from(object: ImportedDisk) -> Self {
            object.base
        }
    }
    #[automatically_derived]
    impl ::core::convert::From<Disk> for ImportedDisk {
        fn from(object: Disk) -> Self {
            Self {
                base: object,
                ..<Self as __vo::VersionedObject>::orphan()
            }
        }
    }
    const _: () = __vo::__private::check_object_derives(
        __vo::__private::Derives::<ImportedDisk>::CLONE,
    );
    const _: () = __vo::__private::check_names(
        <ImportedDisk as __vo::VersionedObject>::SLOTS,
        __BASE,
        __BASE + 1usize,
    );
    const _: () = __vo::__private::check_old_names(
        <ImportedDisk as __vo::VersionedObject>::SLOTS,
        __BASE,
        __BASE + 1usize,
    );
    const _: () = __vo::__private::check_names(
        <ImportedDisk as __vo::VersionedObject>::SLOTS,
        __BASE + 1usize,
        __BASE + 1usize
            + <<Times as __vo::IsMixin>::Itself as __vo::FieldMixin>::FIELDS.len(),
    );
    const _: () = __vo::__private::check_old_names(
        <ImportedDisk as __vo::VersionedObject>::SLOTS,
        __BASE + 1usize,
        __BASE + 1usize
            + <<Times as __vo::IsMixin>::Itself as __vo::FieldMixin>::FIELDS.len(),
    );
    const _: () = __vo::__private::check_methods(
        "ImportedDisk",
        __METHODS,
        <<Times as __vo::IsMixin>::Itself as __vo::FieldMixin>::ACCESSORS,
    );
    const _: () = __vo::__private::check_versions(
        <ImportedDisk as __vo::VersionedObject>::SLOTS,
        (
            __BASE + 1usize,
            __BASE + 1usize
                + <<Times as __vo::IsMixin>::Itself as __vo::FieldMixin>::FIELDS.len(),
        ),
        <ImportedDisk as __vo::VersionedObject>::VERSION,
        false,
    );
    const _: () = (__vo::__private::check_inherited_extras)(
        <ImportedDisk as __vo::VersionedObject>::SLOTS,
        (__BASE + 0usize, __BASE + 0usize + 1),
        <<Disk as __vo::fields::known::IsObject>::Itself as __vo::VersionedObject>::EXTRA_FIELDS,
        <<Disk as __vo::fields::known::IsObject>::Itself as __vo::VersionedObject>::NAME,
    );
    const _: () = (__vo::__private::check_inherited_extras)(
        <ImportedDisk as __vo::VersionedObject>::SLOTS,
        (
            __BASE + 1usize,
            __BASE + 1usize
                + <<Times as __vo::IsMixin>::Itself as __vo::FieldMixin>::FIELDS.len(),
        ),
        <<Disk as __vo::fields::known::IsObject>::Itself as __vo::VersionedObject>::EXTRA_FIELDS,
        <<Disk as __vo::fields::known::IsObject>::Itself as __vo::VersionedObject>::NAME,
    );
    const _: () = (__vo::__private::check_forgotten)(
        <ImportedDisk as __vo::VersionedObject>::SLOTS,
        (
            __BASE + 1usize,
            __BASE + 1usize
                + <<Times as __vo::IsMixin>::Itself as __vo::FieldMixin>::FIELDS.len(),
        ),
        __DESCRIPTOR.relationships,
        <ImportedDisk as __vo::VersionedObject>::VERSION,
    );
    const _: () = __vo::__private::check_parents::<ImportedDisk>();
    const _: () = __vo::__private::check_name_of_parents::<ImportedDisk>();
    const _: () = __vo::__private::check_changes(
        &__DESCRIPTOR,
        ::core::option::Option::Some((
            <<Disk as __vo::fields::known::IsObject>::Itself as __vo::VersionedObject>::NAME,
            <<Disk as __vo::fields::known::IsObject>::Itself as __vo::VersionedObject>::VERSION,
        )),
    );
    #[cfg(rust_analyzer)]
    const _: () = {
        pub struct __Names<__Rest> {
            pub origin: (),
            __rest: __Rest,
        }
        impl<__Rest> ::core::ops::Deref for __Names<__Rest> {
            type Target = __Rest;
            fn deref(&self) -> &__Rest {
                &self.__rest
            }
        }
        impl __vo::__private::FieldNames for ImportedDisk {
            type Names<__Rest> = __Names<
                <Times as __vo::__private::FieldNames>::Names<
                    <Disk as __vo::__private::FieldNames>::Names<__Rest>,
                >,
            >;
        }
    };
};
::versioned_object_core::__submit!(
    ::versioned_object_core, || < ImportedDisk as
    ::versioned_object_core::VersionedObject > ::descriptor()
);
