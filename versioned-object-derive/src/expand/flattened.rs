//! The mixins that an object has.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::dyn_object::meta;
use super::known;
use super::subclass::mixin_slots;
use crate::model::Object;

pub(super) fn mixins(object: &Object) -> TokenStream {
    let ident = &object.ident;
    let meta = meta(object, true);
    let mut out = TokenStream::new();
    for (index, (mixin, [start, _])) in mixin_slots(object).enumerate() {
        let (field, ty) = (&mixin.ident, &mixin.ty);
        // The mixins before stand in it, whose mistakes are told at their types.
        let offset = format_ident!("__OFFSET_{index}");
        out.extend(quote!(const #offset: ::core::primitive::usize = #start;));
        let has_mixin = quote! {
            #[automatically_derived]
            impl __vo::HasMixin<#ty> for #ident {
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
    }
    out
}
