//! Enums.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::Ident;

use super::core_import::core_import;
use super::{beside, page};
use crate::model::Enum;

/// What `derive(EnumField)` adds to an enum.
pub(crate) fn expand_enum(model: &Enum) -> TokenStream {
    let Enum { ident, vis, docs, core, class_name, tuple, .. } = model;
    let variants: Vec<_> = model.variants.iter().map(|variant| &variant.ident).collect();
    let values: Vec<_> = model.variants.iter().map(|variant| &variant.value).collect();
    let value_docs = model.variants.iter().map(|variant| &variant.docs);
    let printed = match &model.fingerprint_values {
        Some(given) => {
            let values = given.value.iter().map(|(value, _)| value);
            quote!(&[#(#values),*])
        }
        None => quote!(#ident::VALUES),
    };
    let values_doc = format!("Every value of `{ident}` as it stands on the wire, in declaration order.");
    let (transitions, allowed_next, check_change) = state_machine(model);
    // That one is missing is told by the check alone: with these bounds no impl says it again.
    let derives = quote!(where for<'__a> #ident: __vo::__private::EnumDerives<'__a>);
    let check = quote_spanned! {ident.span()=>
        const _: () = __vo::__private::check_enum_derives(__vo::__private::Derives::<#ident>::OF_ENUMS);
    };
    let texts = texts(ident, &derives);
    let page = page::of_enum(model);
    let serde = model.serde.then(|| serde(ident, &derives));
    let (import, beside) = (core_import(core), beside::of_enum(model));
    quote! {
        #import
        #beside
        #[allow(deprecated)]
        const _: () = {
            use #core as __vo;
            #[allow(unused_imports)]
            use __vo::__private::LacksDerives as _;

            #check

            const __VARIANTS: &[(#ident, &::core::primitive::str)] = &[#((#ident::#variants, #values)),*];
            static __DESCRIPTOR: __vo::EnumDescriptor = __vo::EnumDescriptor {
                class_name: #class_name,
                doc: #docs,
                values: #ident::VALUES,
                fingerprint_values: #printed,
                tuple: #tuple,
                transitions: #transitions,
                docs: &[#(#value_docs),*],
            };

            #page
            #[automatically_derived]
            impl #ident {
                #[doc = #values_doc]
                #[allow(dead_code)]
                #vis const VALUES: &'static [&'static ::core::primitive::str] = &[#(#values),*];

                /// The value as it stands on the wire.
                #[must_use]
                #[allow(dead_code)]
                #vis const fn as_str(self) -> &'static ::core::primitive::str {
                    self.__text()
                }

                const fn __text(&self) -> &'static ::core::primitive::str {
                    match self {
                        #(Self::#variants => #values,)*
                    }
                }
            }

            #[automatically_derived]
            impl __vo::EnumField for #ident #derives {
                const VARIANTS: &'static [(Self, &'static ::core::primitive::str)] = __VARIANTS;
                const DESCRIPTOR: &'static __vo::EnumDescriptor = &__DESCRIPTOR;

                fn text(self) -> &'static ::core::primitive::str {
                    self.as_str()
                }

                #allowed_next
            }

            #[automatically_derived]
            impl __vo::FieldType for #ident where for<'__a> #ident: __vo::__private::Cloned<'__a> {
                type Ref<'a> = Self;
                const TYPE: &'static __vo::TypeDescriptor = &__vo::__private::enum_type(&__DESCRIPTOR);

                fn borrow_field(&self) -> Self {
                    ::core::clone::Clone::clone(self)
                }

                fn coerce(
                    input: __vo::fields::Input<'_>,
                    _: &mut __vo::fields::ReadContext<'_>,
                ) -> __vo::Result<Self> {
                    __vo::__private::enum_coerce(&input, __VARIANTS, &__DESCRIPTOR)
                }

                fn write_primitive(&self, out: &mut __vo::PrimitiveWriter<'_>) -> __vo::Result<()> {
                    __vo::__private::enum_write(self.__text(), out);
                    ::core::result::Result::Ok(())
                }

                fn to_value(&self) -> __vo::Value {
                    ::core::convert::From::from(self.__text())
                }

                #check_change
            }

            #texts

            #serde
        };
    }
}

/// What makes texts of the values, and values of texts.
fn texts(ident: &Ident, derives: &TokenStream) -> TokenStream {
    quote! {
        #[automatically_derived]
        impl __vo::fields::DictKey for #ident #derives {
            const KEY: ::core::option::Option<&'static __vo::TypeDescriptor> =
                ::core::option::Option::Some(<Self as __vo::FieldType>::TYPE);

            fn from_key(text: &::core::primitive::str) -> __vo::Result<Self> {
                <Self as __vo::EnumField>::from_text(text)
            }

            fn as_key(&self) -> ::std::borrow::Cow<'_, ::core::primitive::str> {
                ::std::borrow::Cow::Borrowed(self.as_str())
            }
        }

        #[automatically_derived]
        impl ::core::fmt::Display for #ident #derives {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(self.as_str())
            }
        }

        #[automatically_derived]
        impl ::core::str::FromStr for #ident #derives {
            type Err = __vo::Error;

            fn from_str(text: &::core::primitive::str) -> __vo::Result<Self> {
                <Self as __vo::EnumField>::from_text(text)
            }
        }

        #[automatically_derived]
        impl ::core::convert::TryFrom<&::core::primitive::str> for #ident #derives {
            type Error = __vo::Error;

            fn try_from(text: &::core::primitive::str) -> __vo::Result<Self> {
                <Self as __vo::EnumField>::from_text(text)
            }
        }

        #[automatically_derived]
        impl ::core::convert::From<#ident> for __vo::Value #derives {
            fn from(value: #ident) -> Self {
                ::core::convert::From::from(value.as_str())
            }
        }
    }
}

/// What reads and writes the same texts with serde as fields do.
fn serde(ident: &Ident, derives: &TokenStream) -> TokenStream {
    quote! {
        #[automatically_derived]
        impl __vo::__private::serde::Serialize for #ident #derives {
            fn serialize<S: __vo::__private::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        #[automatically_derived]
        impl<'de> __vo::__private::serde::Deserialize<'de> for #ident #derives {
            fn deserialize<D: __vo::__private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                __vo::__private::enum_deserialize(deserializer)
            }
        }
    }
}

/// What a state machine adds: its table for the descriptor, and the two methods that look into it.
fn state_machine(model: &Enum) -> (TokenStream, Option<TokenStream>, Option<TokenStream>) {
    if !model.state_machine {
        return (quote!(::core::option::Option::None), None, None);
    }
    let ident = &model.ident;
    let texts = model.variants.iter().map(|variant| {
        let states = variant.to.iter().flatten();
        quote!(&[#(#ident::#states.__text()),*])
    });
    let arms = model.variants.iter().map(|variant| {
        let (ident, states) = (&variant.ident, variant.to.iter().flatten());
        quote!(Self::#ident => &[#(Self::#states),*],)
    });
    let allowed_next = quote! {
        fn allowed_next(self) -> ::core::option::Option<&'static [Self]> {
            ::core::option::Option::Some(match self {
                #(#arms)*
            })
        }
    };
    let check_change = quote! {
        fn check_change(&self, new: &Self) -> __vo::Result<()> {
            __vo::__private::enum_check_change(&__DESCRIPTOR, self.__text(), new.__text())
        }
    };
    (quote!(::core::option::Option::Some(&[#(#texts),*])), Some(allowed_next), Some(check_change))
}
