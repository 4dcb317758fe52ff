//! What an object has of its own: how it is made, and the accessors of its fields.

use proc_macro2::TokenStream;
use quote::quote;

use super::accessors::{Accessors, TableKey};
use super::dyn_object::meta;
use crate::model::Object;

pub(super) fn inherent(object: &Object) -> TokenStream {
    let (ident, vis) = (&object.ident, &object.vis);
    let accessors = Accessors {
        core: quote!(__vo),
        vis: quote!(#vis),
        descriptor: quote!(&__DESCRIPTOR),
        meta: meta(object, true),
        receiver: quote!(self),
        table_key: object.table.as_ref().map(TableKey::of),
        prelude: None,
    };
    let own = object.fields.iter().enumerate().map(|(index, field)| {
        let slot = if object.extends.is_some() { quote!(__BASE + #index) } else { quote!(#index) };
        accessors.field(field, &slot)
    });
    let new_doc = format!("A new `{}`, with nothing set.", object.name);
    let builder_doc = format!("A builder of a `{}`, which sets what it is given.", object.name);
    let builder = &object.builder;
    quote! {
        #[automatically_derived]
        impl #ident {
            #[doc = #new_doc]
            #[must_use]
            #[allow(dead_code)]
            #vis fn new(context: &__vo::Context) -> Self {
                __vo::__private::new(::core::option::Option::Some(context))
            }

            #[doc = #builder_doc]
            #[allow(dead_code)]
            #vis fn builder() -> #builder {
                #builder {
                    object: __vo::__private::new(::core::option::Option::None),
                    error: ::core::option::Option::None,
                }
            }

            #(#own)*
        }
    }
}
