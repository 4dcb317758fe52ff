//! The versions of children.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::Type;
use syn::ext::IdentExt as _;

use super::descriptor::version;
use crate::model::{Object, Relationship, VersionPair, VersionPairs};
use crate::syntax::Shape;

/// The name of the field on the wire.
pub(super) fn wire_name(object: &Object, relationship: &Relationship) -> String {
    let own = object.fields.iter().find(|field| field.ident == relationship.field);
    own.map_or_else(|| relationship.field.unraw().to_string(), |field| field.wire_name.clone())
}

/// A table of versions.
pub(super) fn pairs(pairs: &[VersionPair]) -> TokenStream {
    let pairs = pairs.iter().map(|pair| {
        let (ours, child) = (version(pair.ours), version(pair.child));
        quote!((#ours, #child))
    });
    quote!(&[#(#pairs),*])
}

/// What is checked while the crate compiles: that children are objects, and that their versions are covered.
pub(super) fn checks(object: &Object) -> TokenStream {
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
