//! What an object has of its own: how it is made, and the accessors of its fields. It stands outside of the constant, for
//! the compiler names where a method is: `Disk::set_size`.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned as _;

use super::accessors::Accessors;
use super::dyn_object::meta;
use super::{known, page, table};
use crate::model::{Extends, Object};

pub(super) fn inherent(object: &Object) -> TokenStream {
    let (ident, vis, core) = (&object.ident, &object.vis, &object.core);
    let parent = object.extends.as_ref().map(|Extends { ty, field, .. }| {
        let slots = quote_spanned!(ty.span()=> <#ty as #core::VersionedObject>::SLOTS);
        let meta = quote_spanned!(ty.span()=> <#ty as #core::DynObject>::obj_meta_mut);
        (quote!(#slots.len() +), quote!(#meta(&mut self.#field)))
    });
    let (base_len, meta) = parent.unwrap_or_else(|| (TokenStream::new(), meta(object, true)));
    let accessors = Accessors {
        core,
        vis,
        descriptor: quote!(Self::__descriptor()).into(),
        meta: meta.into(),
        receiver: quote!(self).into(),
        table_key: table::own_key(object).map(|field| field.ident.clone()),
        prelude: None,
    };
    let slots = |index: usize| quote!(#base_len #index);
    let own = object.fields.iter().enumerate().map(|(index, field)| accessors.field(field, &slots(index)));
    let keys = object.fields.iter().enumerate().map(|(index, field)| accessors.key(field, &slots(index)));
    let new_doc = format!("A new `{}`, with nothing set.", object.name);
    let builder_doc = format!("A builder of a `{}`, which sets what it is given.", object.name);
    let builder = &object.builder;
    let (lints, none) = (known::lints(), known::no_parameters(ident));
    let page = page::of_object(object);
    let (of_accessors, of_keys) = (
        page::later_block("What reads and sets the fields.", "vo-accessors"),
        page::later_block("The keys of the fields, for what takes a field by its name.", "vo-keys"),
    );
    let written = page::as_written(core, TokenStream::new());
    let later = (!object.fields.is_empty()).then(|| {
        quote! {
            #of_accessors
            #written
            #[automatically_derived]
            #[allow(dead_code, #lints)]
            impl #none #ident {
                #(#own)*
            }

            #of_keys
            #written
            #[automatically_derived]
            #[allow(dead_code, #lints)]
            impl #none #ident {
                #(#keys)*
            }
        }
    });
    quote! {
        #page
        #[automatically_derived]
        #[allow(dead_code, #lints)]
        impl #none #ident {
            #[doc = #new_doc]
            #[must_use]
            #vis fn new(context: &#core::Context) -> Self {
                #core::__private::new(::core::option::Option::Some(context))
            }

            #[doc = #builder_doc]
            #vis fn builder() -> #builder {
                #builder { building: #core::__private::Building::start() }
            }

            #[doc(hidden)]
            fn __descriptor() -> &'static #core::ObjectDescriptor {
                <Self as #core::VersionedObject>::descriptor()
            }
        }

        #later
    }
}
