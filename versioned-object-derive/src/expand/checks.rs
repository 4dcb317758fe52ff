//! What is checked while the crate of an object compiles.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::Type;

use super::descriptor::{self, version};
use super::relationships::wire_name;
use super::subclass::mixin_type;
use super::{check, table};
use crate::model::{Object, VersionPairs};
use crate::syntax::Shape;

/// What is checked while the crate compiles: names across mixins and the parent, the
/// fingerprint, and the versions of children.
pub(super) fn checks(object: &Object) -> TokenStream {
    let ident = &object.ident;
    let (own_len, name) = (object.fields.len(), &object.name);
    let own = object.extends.as_ref().map(|extends| {
        quote_spanned! {extends.field.span()=>
            const _: () = __vo::__private::check_names(&__SLOTS, __BASE, __BASE + #own_len);
            const _: () = __vo::__private::check_old_names(&__SLOTS, __BASE, __BASE + #own_len);
        }
    });
    let mut start = quote!(__BASE + #own_len);
    let version = quote!(<#ident as __vo::VersionedObject>::VERSION);
    let mixins: Vec<_> = object
        .mixins
        .iter()
        .map(|mixin| {
            let mixin_type = mixin_type(&mixin.ty);
            let end = quote!(#start + #mixin_type::FIELDS.len());
            let check = quote_spanned! {mixin.ident.span()=>
                const _: () = __vo::__private::check_names(&__SLOTS, #start, #end);
                const _: () = __vo::__private::check_old_names(&__SLOTS, #start, #end);
                const _: () = __vo::__private::check_newest(&__SLOTS, #start, #end, #version);
                const _: () = __vo::__private::check_methods(#name, __METHODS, #mixin_type::ACCESSORS);
            };
            start = end;
            check
        })
        .collect();
    let fingerprint = object.fingerprint.as_ref().map(|fingerprint| {
        let hex = &fingerprint.value.digits;
        quote_spanned! {fingerprint.span=>
            const _: () = __vo::__private::check_fingerprint(&__DESCRIPTOR, #hex);
        }
    });
    let table = table::checks(object);
    // Validation sees the object's own fields; those of mixins and of the parent are known to the compiler alone.
    let foreign = !object.mixins.is_empty() || object.extends.is_some();
    let extras = object.extra_fields.iter().filter(|_| foreign).map(|extra| {
        let name = syn::ext::IdentExt::unraw(extra).to_string();
        check::constant(extra.span(), &quote!(check_extra), quote!(&__SLOTS, #name))
    });
    let as_is = descriptor::as_is_checks(&object.fields);
    let defaults = descriptor::value_checks(&object.fields);
    let relations = descriptor::relation_checks(&object.fields, ident);
    let relationships = relationships(object);
    quote!(#own #(#mixins)* #(#extras)* #as_is #defaults #table #relations #fingerprint #relationships)
}

/// What is checked of relationships: that children are objects, and that their versions are covered.
fn relationships(object: &Object) -> TokenStream {
    let known = object.relationships.iter().map(|relationship| {
        let name = wire_name(object, relationship);
        let exists = quote_spanned! {relationship.field.span()=>
            const _: () = __vo::__private::check_relationship(&__SLOTS, #name);
        };
        let field = object.fields.iter().find(|field| field.ident == relationship.field);
        let child = field.and_then(|field| match &field.shape {
            Shape::List(item) => boxed(item),
            Shape::Boxed(item) => Some(item),
            Shape::Other => Some(&field.inner),
            _ => None,
        });
        let covered = child.and_then(|child| covered(child, &relationship.versions));
        quote!(#exists #covered)
    });
    let elements = object.list_of.as_ref().zip(object.child_versions.as_ref());
    let elements = elements.and_then(|(child, given)| covered(child, &given.value));
    quote!(#(#known)* #elements)
}

/// The type in a list, or in a box in it.
fn boxed(item: &Type) -> Option<&Type> {
    let Type::Path(path) = item else { return None };
    let last = path.path.segments.last()?;
    if last.ident != "Box" {
        return (last.ident != "AnyOf").then_some(item);
    }
    match &last.arguments {
        syn::PathArguments::AngleBracketed(angle) => match angle.args.first()? {
            syn::GenericArgument::Type(inner) => Some(inner),
            _ => None,
        },
        _ => None,
    }
}

/// Fails the build when the last pair has not the version of the child. A type known by name only has none, and behind
/// `..` it may have any.
fn covered(child: &Type, versions: &VersionPairs) -> Option<TokenStream> {
    let last = versions.pairs.last()?;
    if versions.is_open || matches!(child, Type::TraitObject(_)) {
        return None;
    }
    let last_version = version(last.child);
    let object = quote_spanned!(syn::spanned::Spanned::span(child)=> <#child as __vo::VersionedObject>);
    Some(quote_spanned! {last.child_span=>
        const _: () = __vo::__private::check_child_version(#object::NAME, #last_version, #object::VERSION);
    })
}
