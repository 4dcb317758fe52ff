//! A subclass and its parent, how code names parents and mixins, and what fields of Rust alone begin with.

use std::mem;

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned as _;
use syn::{Ident, Type};

use super::known;
use crate::model::{self, Extends, Member, MixinField, Object};

/// A mixin as one: that it is none is reported at its type, once, for all mentions are alike.
pub(super) fn mixin_type(ty: &Type) -> TokenStream {
    let asked = mixin(ty);
    quote_spanned!(ty.span()=> <#asked as __vo::FieldMixin>)
}

/// A mixin, asked to be one.
pub(super) fn mixin(ty: &Type) -> TokenStream {
    let (first, last) = known::ends(ty);
    let itself = quote_spanned!(last=> Itself);
    quote_spanned!(first=> <#ty as __vo::IsMixin>::#itself)
}

/// The first slot of the object's own: behind the fields of the parent.
pub(super) fn base(object: &Object) -> TokenStream {
    if object.extends.is_some() { quote!(__BASE) } else { quote!(0usize) }
}

/// The fields by slot, for what is checked of them.
pub(super) fn slots(object: &Object) -> TokenStream {
    let ident = &object.ident;
    quote!(<#ident as __vo::VersionedObject>::SLOTS)
}

/// The slots of each mixin of an object: from which one on, and up to which.
pub(super) fn mixin_slots(object: &Object) -> impl Iterator<Item = (&MixinField, [TokenStream; 2])> {
    let (base, own_len) = (base(object), object.fields.len());
    object.mixins.iter().scan(quote!(#base + #own_len), |start, mixin| {
        let mixin_type = mixin_type(&mixin.ty);
        let end = quote!(#start + #mixin_type::FIELDS.len());
        Some((mixin, [mem::replace(start, end.clone()), end]))
    })
}

/// The parent as an object, in the same way.
pub(super) fn parent_type(extends: &Extends) -> TokenStream {
    object(&extends.ty)
}

/// A type as an object.
pub(super) fn object(ty: &Type) -> TokenStream {
    as_object(ty, "VersionedObject")
}

fn as_object(ty: &Type, name: &str) -> TokenStream {
    let (asked, name) = (known::asked(ty, "IsObject", &quote!(__vo)), Ident::new(name, ty.span()));
    quote_spanned!(ty.span()=> <#asked as __vo::#name>)
}

/// The parent as an object whatever its type.
pub(super) fn parent_object(extends: &Extends) -> TokenStream {
    as_object(&extends.ty, "DynObject")
}

/// What fields of Rust alone begin with: that a type has no default is reported at the type.
pub(super) fn skipped(members: &[Member]) -> TokenStream {
    let skipped = model::skipped(members).map(|Member { ident, ty, .. }| {
        let default = quote_spanned!(ty.span()=> <#ty as ::core::default::Default>::default());
        quote!(#ident: #default,)
    });
    skipped.collect()
}

pub(super) fn extends(object: &Object) -> Option<TokenStream> {
    let extends = object.extends.as_ref()?;
    let (ident, field, ty) = (&object.ident, &extends.field, &extends.ty);
    let has_skipped = model::skipped(&object.members).next().is_some();
    let promoted = if object.fields.is_empty() && object.mixins.is_empty() && !has_skipped {
        quote!(Self { #field: object })
    } else {
        quote!(Self { #field: object, ..<Self as __vo::VersionedObject>::orphan() })
    };
    // Where others see the object and not its parent, this is told.
    let target = quote_spanned!(ty.span()=> type Target = #ty;);
    Some(quote! {
        #[automatically_derived]
        impl<__B> __vo::Extends<__B> for #ident where #ty: __vo::__private::AlsoExtends<__B> {}

        #[automatically_derived]
        impl ::core::ops::Deref for #ident {
            #target

            fn deref(&self) -> &#ty {
                &self.#field
            }
        }

        #[automatically_derived]
        impl ::core::ops::DerefMut for #ident {
            fn deref_mut(&mut self) -> &mut #ty {
                &mut self.#field
            }
        }

        #[automatically_derived]
        impl ::core::convert::From<#ident> for #ty {
            fn from(object: #ident) -> Self {
                object.#field
            }
        }

        #[automatically_derived]
        impl ::core::convert::From<#ty> for #ident {
            fn from(object: #ty) -> Self {
                #promoted
            }
        }
    })
}
