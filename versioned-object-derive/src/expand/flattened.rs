//! The mixins that an object has.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned as _;

use super::dyn_object::meta;
use super::subclass::mixin_type;
use crate::model::Object;

pub(super) fn mixins(object: &Object) -> TokenStream {
    let ident = &object.ident;
    let own_len = object.fields.len();
    let meta = meta(object, true);
    let mut before = TokenStream::new();
    let mut out = TokenStream::new();
    for mixin in &object.mixins {
        let (field, ty) = (&mixin.ident, &mixin.ty);
        let span = ty.span();
        let head = quote_spanned!(span=> impl __vo::HasMixin<#ty> for #ident);
        out.extend(quote! {
            #[automatically_derived]
            #head {
                const OFFSET: ::core::primitive::usize = __BASE + #own_len #before;

                fn mixin(&self) -> &#ty {
                    &self.#field
                }

                fn mixin_parts(&mut self) -> (&mut #ty, &mut __vo::ObjectMeta) {
                    (&mut self.#field, #meta)
                }
            }
        });
        let mixin_type = mixin_type(ty);
        before.extend(quote!(+ #mixin_type::FIELDS.len()));
    }
    out
}
