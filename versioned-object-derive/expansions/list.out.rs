#[cfg_attr(doc, ::versioned_object_core::__private::as_written(::versioned_object_core))]
#[cfg_attr(
    doc,
    doc = ::core::concat!(
        "`DiskList` ",
        DiskList!({::versioned_object_core::__page}version),
        " in the namespace `",
        DiskList!({::versioned_object_core::__page}namespace),
        "`, a list of <code><span class=\"vo-link\" data-name=\"Disk\">[Disk]</span></code>.<span class=\"vo-page\"></span>\n\n# Fields\n\n| field | type | default | notes | meaning |\n|---|---|---|---|---|\n| [`objects`](#method.objects) | <code>[Vec](::std::vec::Vec)&lt;<span class=\"vo-link\" data-name=\"Disk\">[Disk]</span>&gt;</code> |  |  |  |\n",
        DiskList!(
            {::versioned_object_core::__page}versions
            "\n# Versions\n\n| version | what it changed |\n|---|---|\n"
        ),
        "\n# Relationships\n\nThe objects in it, and which version of theirs goes with which version of it:\n\n- the elements: 1.0 with 1.0, 1.1 with 1.2.\n\n# Example\n\nAn envelope, with values that the fields take:\n\n```json\n{\n  \"",
        DiskList!({::versioned_object_core::__page}prefix),
        ".name\": \"DiskList\",\n  \"",
        DiskList!({::versioned_object_core::__page}prefix),
        ".namespace\": \"",
        DiskList!({::versioned_object_core::__page}namespace),
        "\",\n  \"",
        DiskList!({::versioned_object_core::__page}prefix),
        ".version\": \"",
        DiskList!({::versioned_object_core::__page}version),
        "\",\n  \"",
        DiskList!({::versioned_object_core::__page}prefix),
        ".data\": {\n",
        ::versioned_object_core::__page!({fold["" "    \"objects\": []"][]}),
        "\n# Fingerprint\n\nNone is declared: that of each published version is in `versions.lock`, and `DiskList::descriptor().compute_fingerprint()` computes that of this one.\n",
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
impl DiskList {
    ///A new `DiskList`, with nothing set.
    #[must_use]
    pub fn new(context: &::versioned_object_core::Context) -> Self {
        ::versioned_object_core::__private::new(::core::option::Option::Some(context))
    }
    ///A builder of a `DiskList`, which sets what it is given.
    pub fn builder() -> DiskListBuilder {
        DiskListBuilder {
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
impl DiskList {
    /**The field `objects`.

Field `objects` of type `::std::vec::Vec<Disk>`.

# Errors
When the field is not set.*/
    #[inline]
    pub fn objects(&self) -> ::versioned_object_core::Result<&[Disk]> {
        ::versioned_object_core::__private::lent(
            &self.objects,
            Self::__descriptor(),
            0usize,
        )
    }
    /**The field `objects`.

Field `objects` of type `::std::vec::Vec<Disk>`; none when it is not set.*/
    #[inline]
    pub fn try_objects(&self) -> ::core::option::Option<&[Disk]> {
        ::versioned_object_core::__private::try_lent(&self.objects)
    }
    /**Sets `objects` and marks it changed: The field `objects`.

# Errors
When the field does not take the value; it keeps the one it had.*/
    pub fn set_objects<__V>(&mut self, value: __V) -> ::versioned_object_core::Result<()>
    where
        ::std::vec::Vec<Disk>: ::versioned_object_core::FieldFrom<__V>,
    {
        <::std::vec::Vec<
            <Disk as ::versioned_object_core::fields::known::IsListed>::Itself,
        > as ::versioned_object_core::IsFieldType>::set::<
            __V,
        >(&mut self.objects, &mut self.meta, Self::__descriptor(), 0usize, value)
    }
    /**`objects`, to be changed in place: The field `objects`.

# Errors
When the field is not set.*/
    #[inline]
    pub fn objects_mut(
        &mut self,
    ) -> ::versioned_object_core::Result<
        ::versioned_object_core::FieldGuard<'_, Vec<Disk>>,
    > {
        <::std::vec::Vec<
            <Disk as ::versioned_object_core::fields::known::IsListed>::Itself,
        > as ::versioned_object_core::__private::Contained>::guard_of(
            &mut self.objects,
            &mut self.meta,
            Self::__descriptor(),
            0usize,
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
impl DiskList {
    ///Key of the field [`objects`](Self::objects).
    pub const OBJECTS: ::versioned_object_core::Key<
        Self,
        ::std::vec::Vec<Disk>,
        ::versioned_object_core::__private::ColumnOf<
            {
                ::versioned_object_core::__private::has_column(
                    <::std::vec::Vec<
                        <Disk as ::versioned_object_core::fields::known::IsListed>::Itself,
                    > as ::versioned_object_core::IsFieldType>::TYPE,
                )
            },
            ::versioned_object_core::fields::Stored,
        >,
    > = ::versioned_object_core::Key::new(0usize, "objects");
}
#[cfg(test)]
#[doc(hidden)]
#[allow(dead_code, non_upper_case_globals)]
const the_DiskList_1_1_of_versionedobjects: () = ();
#[cfg(not(test))]
#[doc(hidden)]
#[allow(non_local_definitions, clippy::cfg_not_test)]
#[macro_export]
macro_rules! the_DiskList_1_1_of_versionedobjects {
    () => {};
}
#[doc(hidden)]
#[allow(non_local_definitions)]
#[macro_export]
macro_rules! __page_of_DiskList_0 {
    ({ $($then:tt)* } $($asked:tt)*) => {
        $($then)* ! { { $($asked)* } {
        ["| [`objects`](#method.objects) | <code>[Vec](::std::vec::Vec)&lt;Disk&gt;</code> |  |  |  |\n"]
        [] ["    \"objects\": []"] [] ["1.1"] ["versionedobjects"] ["versioned_object"] }
        }
    };
}
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub, clippy::pub_use)]
pub use __page_of_DiskList_0 as DiskList;
///Builds a [`DiskList`]: each method sets a field, `build` gives the object or the first error.
#[must_use]
#[allow(deprecated)]
#[derive(::core::fmt::Debug)]
pub struct DiskListBuilder {
    building: ::versioned_object_core::__private::Building<DiskList>,
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
impl DiskListBuilder {
    /// The object, with a context.
    ///
    /// # Errors
    /// The first value that a field did not take.
    pub fn build(
        self,
        context: &::versioned_object_core::Context,
    ) -> ::versioned_object_core::Result<DiskList> {
        self.building.finish(::core::option::Option::Some(context))
    }
    /// The object, without a context.
    ///
    /// # Errors
    /// The first value that a field did not take.
    pub fn build_orphan(self) -> ::versioned_object_core::Result<DiskList> {
        self.building.finish(::core::option::Option::None)
    }
    ///Sets the field `objects`.
    pub fn objects<__V>(self, value: __V) -> Self
    where
        ::std::vec::Vec<Disk>: ::versioned_object_core::FieldFrom<__V>,
    {
        Self {
            building: self.building.set(DiskList::set_objects, value),
        }
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::versioned_object_core::ObjectBuilder for DiskListBuilder {
    type Object = DiskList;
    fn with(
        self,
        set: impl ::core::ops::FnOnce(
            &mut DiskList,
        ) -> ::versioned_object_core::Result<()>,
    ) -> Self {
        Self {
            building: self.building.with(set),
        }
    }
}
#[cfg_attr(doc, ::versioned_object_core::__private::as_written(::versioned_object_core))]
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
    const __LISTED: fn() -> &'static __vo::ObjectDescriptor = <__vo::fields::Held<
        Disk,
    > as __vo::fields::known::IsListed>::described;
    const __METHODS: &[&[__vo::MethodDescriptor]] = &[
        DiskList::__OBJECT_METHODS_0,
        DiskList::__OBJECT_METHODS_1,
        DiskList::__OBJECT_METHODS_2,
        DiskList::__OBJECT_METHODS_3,
        DiskList::__OBJECT_METHODS_4,
        DiskList::__OBJECT_METHODS_5,
        DiskList::__OBJECT_METHODS_6,
        DiskList::__OBJECT_METHODS_7,
    ];
    static __DESCRIPTOR: __vo::ObjectDescriptor = __vo::__private::Parts {
        doc: "Disks.",
        module: ::core::module_path!(),
        package: ::core::option_env!("CARGO_PKG_NAME"),
        fingerprint: ::core::option::Option::None,
        list_of: ::core::option::Option::Some(__LISTED),
        relationships: &[],
        child_versions: &[
            (__vo::Version::new(1u32, 0u32), __vo::Version::new(1u32, 0u32)),
            (__vo::Version::new(1u32, 1u32), __vo::Version::new(1u32, 2u32)),
        ],
        notes: &[],
        parent: ::core::option::Option::None,
        mixins: &[],
        python: ::core::option::Option::None,
        comparable: false,
        head: __vo::__private::EnvelopeHead {
            whole: "\"versioned_object.name\":\"DiskList\",\"versioned_object.namespace\":\"versionedobjects\",\"versioned_object.version\":\"1.1\",\"versioned_object.data\":",
            before_version: "\"versioned_object.name\":\"DiskList\",\"versioned_object.namespace\":\"versionedobjects\",\"versioned_object.version\":",
            behind_version: ",\"versioned_object.data\":",
        },
        by_name: b"\0",
        methods: &__vo::__private::concat_methods::<
            { __vo::__private::count_methods(__METHODS) },
        >(__METHODS),
    }
        .descriptor::<DiskList>();
    #[automatically_derived]
    impl __vo::VersionedObject for DiskList {
        const NAME: &'static ::core::primitive::str = "DiskList";
        const VERSION: __vo::Version = __vo::Version::new(1u32, 1u32);
        const NAMESPACE: &'static ::core::primitive::str = __vo::DEFAULT_NAMESPACE;
        const SERIAL_NAMESPACE: &'static ::core::primitive::str = __vo::DEFAULT_SERIAL_NAMESPACE;
        const DICT: __vo::DictFlavour = __vo::DictFlavour::Oslo;
        const EXTRA_FIELDS: &'static [__vo::ExtraFieldDescriptor] = &[];
        const HOOKS: __vo::Hooks = __vo::Hooks {
            load_attr: ::core::option::Option::None,
            make_compatible: ::core::option::Option::None,
        };
        const SLOTS: &'static [__vo::FieldDescriptor] = &[
            __vo::FieldDescriptor::declared(
                "objects",
                ",\"objects\":",
                "",
                "Vec<Disk>",
                <::std::vec::Vec<
                    <Disk as __vo::fields::known::IsListed>::Itself,
                > as __vo::IsFieldType>::TYPE,
            ),
        ];
        const ORDER: &'static [::core::primitive::u16] = __vo::__private::InOrder::<
            1usize,
        >::SLOTS;
        type Own = Self;
        type Parent = __vo::__private::NoParent;
        fn descriptor() -> &'static __vo::ObjectDescriptor {
            &__DESCRIPTOR
        }
        fn orphan() -> Self {
            Self {
                objects: __vo::__private::empty(),
                meta: ::core::default::Default::default(),
            }
        }
        fn obj_clone(&self) -> Self {
            __vo::__private::Derives::<Self>::copy(self)
        }
    }
    #[automatically_derived]
    impl __vo::Extends<DiskList> for DiskList {}
    #[automatically_derived]
    impl ::core::default::Default for DiskList {
        fn default() -> Self {
            __vo::__private::new(::core::option::Option::None)
        }
    }
    #[automatically_derived]
    impl __vo::DynObject for DiskList {
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
                _ => {
                    <::std::vec::Vec<
                        <Disk as __vo::fields::known::IsListed>::Itself,
                    > as __vo::IsFieldType>::cell(&self.objects)
                }
            }
        }
        fn obj_parts_mut(
            &mut self,
            slot: ::core::primitive::usize,
        ) -> (&mut dyn __vo::__private::FieldCell, &mut __vo::ObjectMeta) {
            (
                match slot {
                    _ => {
                        <::std::vec::Vec<
                            <Disk as __vo::fields::known::IsListed>::Itself,
                        > as __vo::IsFieldType>::cell_mut(&mut self.objects)
                    }
                },
                &mut self.meta,
            )
        }
        fn obj_extra(
            &self,
            index: ::core::primitive::usize,
        ) -> __vo::Result<__vo::Value> {
            match index {
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
    impl __vo::FieldType for DiskList
    where
        for<'__a> DiskList: __vo::__private::Cloned<'__a>,
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
    impl __vo::Mutable for DiskList
    where
        for<'__a> DiskList: __vo::__private::Cloned<'__a>,
    {
        type Guard<'a> = &'a mut Self;
        fn guard<'a>(&'a mut self, _: __vo::__private::GuardPlace<'a>) -> &'a mut Self {
            self
        }
    }
    #[automatically_derived]
    impl ::core::convert::From<DiskList> for __vo::Value {
        fn from(object: DiskList) -> Self {
            Self::Object(::std::boxed::Box::new(object))
        }
    }
    #[automatically_derived]
    impl ::core::convert::From<__vo::Plain<DiskList>> for DiskList {
        fn from(plain: __vo::Plain<DiskList>) -> Self {
            plain.0
        }
    }
    #[automatically_derived]
    impl __vo::__private::serde::Serialize for DiskList {
        fn serialize<S: __vo::__private::serde::Serializer>(
            &self,
            serializer: S,
        ) -> ::core::result::Result<S::Ok, S::Error> {
            __vo::__private::serialize(self, serializer)
        }
    }
    #[automatically_derived]
    impl<'de> __vo::__private::serde::Deserialize<'de> for DiskList {
        fn deserialize<D: __vo::__private::serde::Deserializer<'de>>(
            deserializer: D,
        ) -> ::core::result::Result<Self, D::Error> {
            __vo::__private::deserialize(deserializer)
        }
    }
    #[automatically_derived]
    impl ::core::fmt::Display for DiskList {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            __vo::__private::display(self, f)
        }
    }
    #[automatically_derived]
    impl ::core::fmt::Debug for DiskList {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            __vo::__private::debug(self, f)
        }
    }
    #[automatically_derived]
    impl __vo::ObjectList for DiskList {
        type Item = <__vo::fields::Held<Disk> as __vo::fields::known::IsListed>::Itself;
        fn elements(&self) -> &[__vo::fields::Held<Disk>] {
            __vo::__private::elements(&self.objects)
        }
        fn elements_mut(&mut self) -> &mut ::std::vec::Vec<Disk> {
            __vo::__private::elements_mut(&mut self.objects, &mut self.meta, 0usize)
        }
        fn from_elements(elements: ::std::vec::Vec<Disk>) -> Self {
            ::core::convert::From::from(elements)
        }
    }
    #[automatically_derived]
    impl ::core::ops::Deref for DiskList {
        type Target = [__vo::fields::Held<Disk>];
        fn deref(&self) -> &[__vo::fields::Held<Disk>] {
            __vo::__private::elements(&self.objects)
        }
    }
    #[automatically_derived]
    impl ::core::ops::DerefMut for DiskList {
        fn deref_mut(&mut self) -> &mut [__vo::fields::Held<Disk>] {
            __vo::__private::elements_mut(&mut self.objects, &mut self.meta, 0usize)
        }
    }
    #[automatically_derived]
    impl ::core::convert::From<::std::vec::Vec<Disk>> for DiskList {
        fn from(elements: ::std::vec::Vec<Disk>) -> Self {
            let mut list = <Self as __vo::VersionedObject>::orphan();
            __vo::__private::set_elements(
                &mut list.objects,
                &mut list.meta,
                0usize,
                elements,
            );
            list
        }
    }
    #[automatically_derived]
    impl ::core::iter::FromIterator<Disk> for DiskList {
        fn from_iter<I: ::core::iter::IntoIterator<Item = __vo::fields::Held<Disk>>>(
            elements: I,
        ) -> Self {
            <Self as ::core::convert::From<
                _,
            >>::from(
                ::core::iter::Iterator::collect::<
                    ::std::vec::Vec<Disk>,
                >(::core::iter::IntoIterator::into_iter(elements)),
            )
        }
    }
    #[automatically_derived]
    impl ::core::iter::IntoIterator for DiskList {
        type Item = __vo::fields::Held<Disk>;
        type IntoIter = ::std::vec::IntoIter<Disk>;
        fn into_iter(mut self) -> Self::IntoIter {
            ::core::iter::IntoIterator::into_iter(
                ::core::mem::take(
                    __vo::__private::elements_mut(
                        &mut self.objects,
                        &mut self.meta,
                        0usize,
                    ),
                ),
            )
        }
    }
    type __Item = __vo::fields::Held<Disk>;
    #[automatically_derived]
    impl<'a> ::core::iter::IntoIterator for &'a DiskList {
        type Item = &'a __Item;
        type IntoIter = ::core::slice::Iter<'a, __Item>;
        fn into_iter(self) -> Self::IntoIter {
            __vo::__private::elements(&self.objects).iter()
        }
    }
    #[automatically_derived]
    impl<'a> ::core::iter::IntoIterator for &'a mut DiskList {
        type Item = &'a mut __Item;
        type IntoIter = ::core::slice::IterMut<'a, __Item>;
        fn into_iter(self) -> Self::IntoIter {
            __vo::__private::elements_mut(&mut self.objects, &mut self.meta, 0usize)
                .iter_mut()
        }
    }
    #[automatically_derived]
    impl ::core::ops::Add for DiskList {
        type Output = Self;
        fn add(self, other: Self) -> Self {
            __vo::__private::concat_lists(&self, &other)
        }
    }
    const _: () = __vo::__private::check_object_derives(
        __vo::__private::Derives::<DiskList>::CLONE,
    );
    const _: () = (__vo::__private::check_pair)(
        <DiskList as __vo::VersionedObject>::SLOTS,
        "objects",
        __vo::Version::new(1u32, 0u32),
    );
    const _: () = (__vo::__private::check_child)(
        <DiskList as __vo::VersionedObject>::SLOTS,
        "objects",
        (__vo::Version::new(1u32, 0u32), __vo::Version::new(1u32, 0u32)),
    );
    const _: () = (__vo::__private::check_pair)(
        <DiskList as __vo::VersionedObject>::SLOTS,
        "objects",
        __vo::Version::new(1u32, 1u32),
    );
    const _: () = (__vo::__private::check_last_child)(
        <DiskList as __vo::VersionedObject>::SLOTS,
        "objects",
        (__vo::Version::new(1u32, 1u32), __vo::Version::new(1u32, 2u32)),
        (
            <DiskList as __vo::VersionedObject>::NAME,
            <DiskList as __vo::VersionedObject>::VERSION,
        ),
    );
    #[cfg(rust_analyzer)]
    const _: () = {
        pub struct __Names<__Rest> {
            pub objects: (),
            __rest: __Rest,
        }
        impl<__Rest> ::core::ops::Deref for __Names<__Rest> {
            type Target = __Rest;
            fn deref(&self) -> &__Rest {
                &self.__rest
            }
        }
        impl __vo::__private::FieldNames for DiskList {
            type Names<__Rest> = __Names<__Rest>;
        }
    };
};
::versioned_object_core::__submit!(
    ::versioned_object_core, || < DiskList as ::versioned_object_core::VersionedObject >
    ::descriptor()
);
