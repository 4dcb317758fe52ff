const _: () = {
    use ::versioned_object_core as __vo;
    static __DESCRIPTOR: __vo::EnumDescriptor = __vo::EnumDescriptor {
        class_name: "Enum",
        doc: "What a disk is doing.",
        values: Status::VALUES,
        fingerprint_values: Status::VALUES,
        tuple: false,
        transitions: ::core::option::Option::Some(
            &[&["in-use", "deleting"], &["available"], &[]],
        ),
        docs: &["", "", ""],
    };
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
            match self {
                Self::Available => "available",
                Self::InUse => "in-use",
                Self::Deleting => "deleting",
            }
        }
    }
    #[automatically_derived]
    impl __vo::EnumField for Status {
        const VARIANTS: &'static [(Self, &'static ::core::primitive::str)] = &[
            (Self::Available, "available"),
            (Self::InUse, "in-use"),
            (Self::Deleting, "deleting"),
        ];
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
    impl __vo::FieldType for Status {
        type Ref<'a> = Self;
        const TYPE: &'static __vo::TypeDescriptor = &__vo::__private::enum_type(
            &__DESCRIPTOR,
        );
        fn borrow_field(&self) -> Self {
            *self
        }
        fn coerce(
            input: __vo::fields::Input<'_>,
            _: &mut __vo::fields::ReadContext<'_>,
        ) -> __vo::Result<Self> {
            __vo::__private::enum_coerce(&input)
        }
        fn write_primitive(
            &self,
            out: &mut __vo::PrimitiveWriter<'_>,
        ) -> __vo::Result<()> {
            __vo::__private::enum_write(self.as_str(), out);
            ::core::result::Result::Ok(())
        }
        fn to_value(&self) -> __vo::Value {
            ::core::convert::From::from(self.as_str())
        }
        fn check_change(&self, new: &Self) -> __vo::Result<()> {
            __vo::__private::enum_check_change(*self, *new)
        }
    }
    #[automatically_derived]
    impl __vo::fields::DictKey for Status {
        fn from_key(text: &::core::primitive::str) -> __vo::Result<Self> {
            <Self as __vo::EnumField>::from_text(text)
        }
        fn as_key(&self) -> ::std::borrow::Cow<'_, ::core::primitive::str> {
            ::std::borrow::Cow::Borrowed(self.as_str())
        }
    }
    #[automatically_derived]
    impl ::core::fmt::Display for Status {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.pad(self.as_str())
        }
    }
    #[automatically_derived]
    impl ::core::str::FromStr for Status {
        type Err = __vo::Error;
        fn from_str(text: &::core::primitive::str) -> __vo::Result<Self> {
            <Self as __vo::EnumField>::from_text(text)
        }
    }
    #[automatically_derived]
    impl ::core::convert::TryFrom<&::core::primitive::str> for Status {
        type Error = __vo::Error;
        fn try_from(text: &::core::primitive::str) -> __vo::Result<Self> {
            <Self as __vo::EnumField>::from_text(text)
        }
    }
    #[automatically_derived]
    impl ::core::convert::From<Status> for __vo::Value {
        fn from(value: Status) -> Self {
            ::core::convert::From::from(value.as_str())
        }
    }
};
