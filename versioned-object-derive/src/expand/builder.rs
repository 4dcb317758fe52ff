//! The builder of an object.

use proc_macro2::TokenStream;
use quote::quote;

use super::accessors::builder_methods;
use crate::model::Object;

pub(super) fn builder_struct(object: &Object) -> TokenStream {
    let (ident, vis, core, builder) = (&object.ident, &object.vis, &object.core, &object.builder);
    let doc = format!(
        "Builds a [`{ident}`]: each method sets a field, `build` gives the object or the first error."
    );
    quote! {
        #[doc = #doc]
        #[must_use]
        #[derive(::core::fmt::Debug)]
        #vis struct #builder {
            object: #ident,
            error: ::core::option::Option<#core::Error>,
        }
    }
}

pub(super) fn builder_impl(object: &Object) -> TokenStream {
    let (ident, vis, builder) = (&object.ident, &object.vis, &object.builder);
    let methods = builder_methods(&object.fields, &quote!(__vo), &quote!(#vis), &quote!(#ident::));
    quote! {
        #[automatically_derived]
        impl #builder {
            /// The object, with a context.
            ///
            /// # Errors
            /// The first value that a field did not take.
            #[allow(dead_code)]
            #vis fn build(self, context: &__vo::Context) -> __vo::Result<#ident> {
                __vo::__private::build(self.object, self.error, ::core::option::Option::Some(context))
            }

            /// The object, without a context.
            ///
            /// # Errors
            /// The first value that a field did not take.
            #[allow(dead_code)]
            #vis fn build_orphan(self) -> __vo::Result<#ident> {
                __vo::__private::build(self.object, self.error, ::core::option::Option::None)
            }

            #methods
        }

        #[automatically_derived]
        impl __vo::ObjectBuilder for #builder {
            type Object = #ident;

            fn with(mut self, set: impl ::core::ops::FnOnce(&mut #ident) -> __vo::Result<()>) -> Self {
                if self.error.is_none() {
                    self.error = set(&mut self.object).err();
                }
                self
            }
        }
    }
}
