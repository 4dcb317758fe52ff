//! What is proved while the crate compiles.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use crate::model::Object;

/// What is checked while the crate compiles: names across mixins and the parent, and the fingerprint.
pub(super) fn checks(object: &Object) -> TokenStream {
    let ident = &object.ident;
    let own_len = object.fields.len();
    let own = object.extends.as_ref().map(|extends| {
        quote_spanned! {extends.field.span()=>
            const _: () = __vo::__private::check_names(&__SLOTS, __BASE, __BASE + #own_len);
        }
    });
    let mut start = quote!(__BASE + #own_len);
    let mixins: Vec<_> = object
        .mixins
        .iter()
        .map(|mixin| {
            let ty = &mixin.ty;
            let end = quote!(#start + <#ty as __vo::FieldMixin>::FIELDS.len());
            let check = quote_spanned! {mixin.ident.span()=>
                const _: () = __vo::__private::check_names(&__SLOTS, #start, #end);
            };
            start = end;
            check
        })
        .collect();
    let fingerprint = object.fingerprint.as_ref().map(|fingerprint| {
        let hex = &fingerprint.value;
        quote_spanned! {fingerprint.span=>
            const _: () = __vo::__private::check_fingerprint(&__DESCRIPTOR, #hex);
        }
    });
    let table = object.table.as_ref().map(|_| {
        quote_spanned! {object.ident.span()=>
            const _: () = __vo::__private::check_table(<#ident as __vo::VersionedObject>::TABLE, &__SLOTS);
        }
    });
    quote!(#own #(#mixins)* #table #fingerprint)
}
