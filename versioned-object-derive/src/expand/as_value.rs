//! An object as a value: in a field, in serde's formats, as text, and compared.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::Object;

pub(super) fn as_field(object: &Object) -> TokenStream {
    let ident = &object.ident;
    let cloned = quote!(where for<'__a> #ident: __vo::__private::Cloned<'__a>);
    quote! {
        #[automatically_derived]
        impl __vo::FieldType for #ident #cloned {
            type Ref<'a> = &'a Self;
            const TYPE: &'static __vo::TypeDescriptor = __vo::__private::ObjectType::<Self>::TYPE;

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

            fn write_primitive(&self, out: &mut __vo::PrimitiveWriter<'_>) -> __vo::Result<()> {
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

            fn each_object(&mut self, visit: __vo::__private::EachObject<'_>) -> __vo::Result<()> {
                visit(self)
            }

            fn display(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                __vo::__private::object_display(self, f)
            }
        }

        #[automatically_derived]
        impl __vo::Mutable for #ident #cloned {
            type Guard<'a> = &'a mut Self;

            fn guard<'a>(&'a mut self, _: __vo::__private::GuardPlace<'a>) -> &'a mut Self {
                self
            }
        }

        #[automatically_derived]
        impl ::core::convert::From<#ident> for __vo::Value {
            fn from(object: #ident) -> Self {
                Self::Object(::std::boxed::Box::new(object))
            }
        }

        #[automatically_derived]
        impl ::core::convert::From<__vo::Plain<#ident>> for #ident {
            fn from(plain: __vo::Plain<#ident>) -> Self {
                plain.0
            }
        }

        #[automatically_derived]
        impl __vo::__private::serde::Serialize for #ident {
            fn serialize<S: __vo::__private::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                __vo::__private::serialize(self, serializer)
            }
        }

        #[automatically_derived]
        impl<'de> __vo::__private::serde::Deserialize<'de> for #ident {
            fn deserialize<D: __vo::__private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                __vo::__private::deserialize(deserializer)
            }
        }
    }
}

pub(super) fn formats(object: &Object) -> TokenStream {
    let ident = &object.ident;
    let comparable = object.comparable.then(|| {
        quote! {
            #[automatically_derived]
            impl ::core::cmp::PartialEq for #ident {
                fn eq(&self, other: &Self) -> ::core::primitive::bool {
                    __vo::__private::same_object(self, other)
                }
            }
        }
    });
    quote! {
        #[automatically_derived]
        impl ::core::fmt::Display for #ident {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                __vo::__private::display(self, f)
            }
        }

        #[automatically_derived]
        impl ::core::fmt::Debug for #ident {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                __vo::__private::debug(self, f)
            }
        }

        #comparable
    }
}
