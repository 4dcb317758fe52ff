//! The names of fields in attributes: what they are on the wire; and uses of them, which nothing calls, for whoever goes to
//! a definition or renames a field.

use std::collections::BTreeSet;

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens as _, quote, quote_spanned};
use syn::spanned::Spanned as _;
use syn::{Ident, Type};

use super::subclass::{mixin_type, parent_type};
use crate::model::{Field, Object, Table};
use crate::syntax::plain;

/// The name on the wire of a field that the declaration names as Rust does.
pub(super) fn wire_name(object: &Object, given: &Ident) -> TokenStream {
    if let Some(own) = object.fields.iter().find(|field| field.ident == *given) {
        return own.wire_name.to_token_stream();
    }
    let name = plain(given);
    let mixins = object.mixins.iter().map(|mixin| {
        let mixin = mixin_type(&mixin.ty);
        quote!(#mixin::FIELDS)
    });
    let parent = object.extends.as_ref().map(|extends| {
        let parent = parent_type(extends);
        quote!(#parent::SLOTS)
    });
    let parts: Vec<_> = mixins.chain(parent).collect();
    if parts.is_empty() { quote!(#name) } else { quote!(__vo::__private::wire_name(&[#(#parts),*], #name)) }
}

/// The fields that the attributes of an object name, each used as a field at its name there.
pub(super) fn uses(object: &Object) -> TokenStream {
    let table = object.table.iter().flat_map(Table::names);
    let relationships = object.relationships.iter().map(|relationship| &relationship.field);
    let is_own = |name: &&Ident| object.fields.iter().any(|field| field.ident == **name);
    let (own, others): (Vec<_>, Vec<_>) = table.chain(relationships).partition(is_own);
    let own = (!own.is_empty()).then(|| {
        let ident = &object.ident;
        quote! {
            const _: fn(&#ident) = |__object| {
                #(let _ = &__object.#own;)*
            };
        }
    });
    let others = others_used(object, &others);
    quote!(#own #others)
}

/// Names that are not the object's own: which mixin or parent has them, only the compiler knows. They are looked for in
/// one after the other, and at last in a struct that has them all, for a wrong one is told elsewhere.
fn others_used(object: &Object, others: &[&Ident]) -> Option<TokenStream> {
    let from = sources(object);
    if others.is_empty() || from.is_empty() {
        return None;
    }
    let known: BTreeSet<String> = others.iter().map(|name| plain(name)).collect();
    // Elsewhere than the names, which would be definitions themselves.
    let known = known.iter().map(|name| match syn::parse_str::<Ident>(name) {
        Ok(_) => Ident::new(name, Span::call_site()),
        Err(_) => Ident::new_raw(name, Span::call_site()),
    });
    let names = chained(&from, quote!(__Unknown));
    Some(quote! {
        #[cfg(rust_analyzer)]
        const _: () = {
            struct __Unknown { #(#known: (),)* }

            fn __uses(__names: &#names) {
                #(let _ = &__names.#others;)*
            }
        };
    })
}

/// What else has fields that are the object's: its mixins, then its parent.
fn sources(object: &Object) -> Vec<&Type> {
    let mixins = object.mixins.iter().map(|mixin| &mixin.ty);
    mixins.chain(object.extends.as_ref().map(|extends| &extends.ty)).collect()
}

/// The names of some types, one behind the other, and then the rest.
fn chained(types: &[&Type], rest: TokenStream) -> TokenStream {
    types.iter().rev().fold(rest, |rest, ty| {
        let names = quote_spanned!(ty.span()=> <#ty as __vo::__private::FieldNames>);
        quote!(#names::Names<#rest>)
    })
}

/// The names of an object's fields, for those that extend it.
pub(super) fn of_object(object: &Object) -> TokenStream {
    names(&object.ident, &object.fields, &chained(&sources(object), quote!(__Rest)))
}

/// The names of a mixin's fields, for the objects that have it.
pub(super) fn of_mixin(ident: &Ident, fields: &[Field]) -> TokenStream {
    names(ident, fields, &quote!(__Rest))
}

fn names(ident: &Ident, fields: &[Field], rest: &TokenStream) -> TokenStream {
    let fields = fields.iter().map(|field| &field.ident);
    quote! {
        #[cfg(rust_analyzer)]
        const _: () = {
            pub struct __Names<__Rest> {
                #(pub #fields: (),)*
                __rest: __Rest,
            }

            impl<__Rest> ::core::ops::Deref for __Names<__Rest> {
                type Target = __Rest;

                fn deref(&self) -> &__Rest {
                    &self.__rest
                }
            }

            impl __vo::__private::FieldNames for #ident {
                type Names<__Rest> = __Names<#rest>;
            }
        };
    }
}
