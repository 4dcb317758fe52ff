//! A subclass and its parent, how code names parents and mixins, and what fields of Rust alone begin with.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::Type;
use syn::spanned::Spanned as _;

use crate::model::{self, Extends, Member, Object};

/// A mixin as one: that it is none is reported at its type, once, for all mentions are alike.
pub(super) fn mixin_type(ty: &Type) -> TokenStream {
    quote_spanned!(ty.span()=> <#ty as __vo::FieldMixin>)
}

/// The parent as an object, in the same way.
pub(super) fn parent_type(extends: &Extends) -> TokenStream {
    as_object(&extends.ty)
}

/// A type as an object.
pub(super) fn as_object(ty: &Type) -> TokenStream {
    quote_spanned!(ty.span()=> <#ty as __vo::VersionedObject>)
}

/// The parent as an object whatever its type.
pub(super) fn parent_object(extends: &Extends) -> TokenStream {
    let ty = &extends.ty;
    quote_spanned!(ty.span()=> <#ty as __vo::DynObject>)
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
    Some(quote! {
        #[automatically_derived]
        impl<__B> __vo::Extends<__B> for #ident where #ty: __vo::Extends<__B> {}

        #[automatically_derived]
        impl ::core::ops::Deref for #ident {
            type Target = #ty;

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
