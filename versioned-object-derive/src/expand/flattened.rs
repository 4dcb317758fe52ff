//! The mixins that an object has.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::dyn_object::meta;
use super::known;
use super::subclass::{mixin as mixin_of, mixin_type};
use crate::model::Object;

pub(super) fn mixins(object: &Object) -> TokenStream {
    let ident = &object.ident;
    let own_len = object.fields.len();
    let meta = meta(object, true);
    let mut before = TokenStream::new();
    let mut out = TokenStream::new();
    for (index, mixin) in object.mixins.iter().enumerate() {
        let (field, ty) = (&mixin.ident, &mixin.ty);
        let asked = mixin_of(ty);
        // The mixins before stand in it, whose mistakes are told at their types.
        let offset = format_ident!("__OFFSET_{index}");
        out.extend(quote!(const #offset: ::core::primitive::usize = __BASE + #own_len #before;));
        let has_mixin = quote! {
            #[automatically_derived]
            impl __vo::HasMixin<#asked> for #ident {
                const OFFSET: ::core::primitive::usize = #offset;

                fn mixin(&self) -> &#ty {
                    &self.#field
                }

                fn mixin_parts(&mut self) -> (&mut #ty, &mut __vo::ObjectMeta) {
                    (&mut self.#field, #meta)
                }
            }
        };
        out.extend(known::all_at(ty, has_mixin));
        let mixin_type = mixin_type(ty);
        before.extend(quote!(+ #mixin_type::FIELDS.len()));
    }
    out
}
