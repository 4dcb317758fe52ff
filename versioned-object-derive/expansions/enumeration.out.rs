#[doc(hidden)]
#[allow(non_local_definitions)]
#[macro_export]
macro_rules! __page_of_enum_Status_0 {
    ({ $($then:tt)* } $($asked:tt)*) => {
        $($then)* ! { { $($asked)* } { enum "\"available\"" } }
    };
}
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub, clippy::pub_use)]
pub use __page_of_enum_Status_0 as Status;
#[allow(deprecated)]
const _: () = {
    use ::versioned_object_core as __vo;
    #[allow(unused_imports)]
    use __vo::__private::LacksDerives as _;
    const _: () = __vo::__private::check_enum_derives(
        __vo::__private::Derives::<Status>::OF_ENUMS,
    );
    const __VARIANTS: &[(Status, &::core::primitive::str)] = &[
        (Status::Available, "available"),
        (Status::InUse, "in-use"),
        (Status::Deleting, "deleting"),
    ];
    static __DESCRIPTOR: __vo::EnumDescriptor = __vo::EnumDescriptor {
        class_name: "Enum",
        doc: "What a disk is doing.",
        values: Status::VALUES,
        fingerprint_values: Status::VALUES,
        tuple: false,
        transitions: ::core::option::Option::Some(
            &[
                &[Status::InUse.__text(), Status::Deleting.__text()],
                &[Status::Available.__text()],
                &[],
            ],
        ),
        docs: &["", "", ""],
    };
    #[cfg_attr(
        doc,
        ::versioned_object_core::__private::as_written(::versioned_object_core)
    )]
    #[cfg_attr(
        doc,
        doc = ::core::concat!(
            "The values as they stand on the wire.<span class=\"vo-page\"></span>\n\n# Values\n\n| variant | value | meaning | may become |\n|---|---|---|---|\n| [`Available`][Self::Available] | `available` |  | [`InUse`][Self::InUse], [`Deleting`][Self::Deleting] |\n| [`InUse`][Self::InUse] | `in-use` |  | [`Available`][Self::Available] |\n| [`Deleting`][Self::Deleting] | `deleting` |  | nothing: it is final |\n\nWhich objects of this crate have fields of it, and which of their versions added a value, stands below at [`UsedBy`](#trait-implementations).\n",
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
    impl Status {
        ///Every value of `Status` as it stands on the wire, in declaration order.
        #[allow(dead_code)]
        pub const VALUES: &'static [&'static ::core::primitive::str] = &[
            "available",
            "in-use",
            "deleting",
        ];
        /// The value as it stands on the wire.
        #[must_use]
        #[allow(dead_code)]
        pub const fn as_str(self) -> &'static ::core::primitive::str {
            self.__text()
        }
        const fn __text(&self) -> &'static ::core::primitive::str {
            match self {
                Self::Available => "available",
                Self::InUse => "in-use",
                Self::Deleting => "deleting",
            }
        }
    }
    #[automatically_derived]
    impl __vo::EnumField for Status
    where
        for<'__a> Status: __vo::__private::EnumDerives<'__a>,
    {
        const VARIANTS: &'static [(Self, &'static ::core::primitive::str)] = __VARIANTS;
        const DESCRIPTOR: &'static __vo::EnumDescriptor = &__DESCRIPTOR;
        fn text(self) -> &'static ::core::primitive::str {
            self.as_str()
        }
        fn allowed_next(self) -> ::core::option::Option<&'static [Self]> {
            ::core::option::Option::Some(
                match self {
                    Self::Available => &[Self::InUse, Self::Deleting],
                    Self::InUse => &[Self::Available],
                    Self::Deleting => &[],
                },
            )
        }
    }
    #[automatically_derived]
    impl __vo::FieldType for Status
    where
        for<'__a> Status: __vo::__private::Cloned<'__a>,
    {
        type Ref<'a> = Self;
        const TYPE: &'static __vo::TypeDescriptor = &__vo::__private::enum_type(
            &__DESCRIPTOR,
        );
        fn borrow_field(&self) -> Self {
            ::core::clone::Clone::clone(self)
        }
        fn coerce(
            input: __vo::fields::Input<'_>,
            _: &mut __vo::fields::ReadContext<'_>,
        ) -> __vo::Result<Self> {
            __vo::__private::enum_coerce(&input, __VARIANTS, &__DESCRIPTOR)
        }
        fn write_primitive(
            &self,
            out: &mut __vo::PrimitiveWriter<'_>,
        ) -> __vo::Result<()> {
            __vo::__private::enum_write(self.__text(), out);
            ::core::result::Result::Ok(())
        }
        fn to_value(&self) -> __vo::Value {
            ::core::convert::From::from(self.__text())
        }
        fn check_change(&self, new: &Self) -> __vo::Result<()> {
            __vo::__private::enum_check_change(
                &__DESCRIPTOR,
                self.__text(),
                new.__text(),
            )
        }
    }
    #[automatically_derived]
    impl __vo::fields::DictKey for Status
    where
        for<'__a> Status: __vo::__private::EnumDerives<'__a>,
    {
        const KEY: ::core::option::Option<&'static __vo::TypeDescriptor> = ::core::option::Option::Some(
            <Self as __vo::FieldType>::TYPE,
        );
        fn from_key(text: &::core::primitive::str) -> __vo::Result<Self> {
            <Self as __vo::EnumField>::from_text(text)
        }
        fn as_key(&self) -> ::std::borrow::Cow<'_, ::core::primitive::str> {
            ::std::borrow::Cow::Borrowed(self.as_str())
        }
    }
    #[automatically_derived]
    impl ::core::fmt::Display for Status
    where
        for<'__a> Status: __vo::__private::EnumDerives<'__a>,
    {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.pad(self.as_str())
        }
    }
    #[automatically_derived]
    impl ::core::str::FromStr for Status
    where
        for<'__a> Status: __vo::__private::EnumDerives<'__a>,
    {
        type Err = __vo::Error;
        fn from_str(text: &::core::primitive::str) -> __vo::Result<Self> {
            <Self as __vo::EnumField>::from_text(text)
        }
    }
    #[automatically_derived]
    impl ::core::convert::TryFrom<&::core::primitive::str> for Status
    where
        for<'__a> Status: __vo::__private::EnumDerives<'__a>,
    {
        type Error = __vo::Error;
        fn try_from(text: &::core::primitive::str) -> __vo::Result<Self> {
            <Self as __vo::EnumField>::from_text(text)
        }
    }
    #[automatically_derived]
    impl ::core::convert::From<Status> for __vo::Value
    where
        for<'__a> Status: __vo::__private::EnumDerives<'__a>,
    {
        fn from(value: Status) -> Self {
            ::core::convert::From::from(value.as_str())
        }
    }
};
