//! The builder of an object.

use proc_macro2::TokenStream;
use quote::quote;

use super::accessors::builder_methods;
use super::{known, page};
use crate::model::Object;

pub(super) fn builder(object: &Object) -> TokenStream {
    let (ident, vis, core, builder) = (&object.ident, &object.vis, &object.core, &object.builder);
    let methods = builder_methods(
        &object.fields,
        core,
        vis,
        |set| quote!(Self { building: self.building.set(#ident::#set, value) }),
    );
    let doc = format!(
        "Builds a [`{ident}`]: each method sets a field, `build` gives the object or the first error."
    );
    let (lints, none) = (known::lints(), known::no_parameters(ident));
    let written = page::as_written(core, TokenStream::new());
    quote! {
        #[doc = #doc]
        #[must_use]
        #[allow(deprecated)]
        #[derive(::core::fmt::Debug)]
        #vis struct #builder {
            building: #core::__private::Building<#ident>,
        }

        #written
        #[automatically_derived]
        #[allow(dead_code, #lints)]
        impl #none #builder {
            /// The object, with a context.
            ///
            /// # Errors
            /// The first value that a field did not take.
            #vis fn build(self, context: &#core::Context) -> #core::Result<#ident> {
                self.building.finish(::core::option::Option::Some(context))
            }

            /// The object, without a context.
            ///
            /// # Errors
            /// The first value that a field did not take.
            #vis fn build_orphan(self) -> #core::Result<#ident> {
                self.building.finish(::core::option::Option::None)
            }

            #methods
        }

        #[automatically_derived]
        #[allow(deprecated)]
        impl #core::ObjectBuilder for #builder {
            type Object = #ident;

            fn with(self, set: impl ::core::ops::FnOnce(&mut #ident) -> #core::Result<()>) -> Self {
                Self { building: self.building.with(set) }
            }
        }
    }
}
