//! The versions of children.

use proc_macro2::TokenStream;
use quote::quote;

use super::check;
use super::descriptor::version;
use super::names::wire_name;
use super::subclass::{base, mixin_slots, slots};
use crate::model::{Field, Object, VersionPair, VersionPairs};
use crate::syntax::{Shape, shape};

/// A table of versions.
pub(super) fn pairs(pairs: &[VersionPair]) -> TokenStream {
    let pairs = pairs.iter().map(|pair| {
        let (ours, child) = (version(pair.ours), version(pair.child));
        quote!((#ours, #child))
    });
    quote!(&[#(#pairs),*])
}

/// What is checked of relationships: that the fields hold objects, and that both sides have the versions.
pub(super) fn checks(object: &Object) -> TokenStream {
    let slots = slots(object);
    let given = object.relationships.iter().map(|relationship| {
        let name = wire_name(object, &relationship.field);
        let exists =
            check::constant(relationship.field.span(), &quote!(check_relationship), quote!(#slots, #name));
        let pairs = pair_checks(object, &name, &relationship.versions);
        quote!(#exists #pairs)
    });
    let elements =
        object.child_versions.as_ref().map(|given| pair_checks(object, &quote!("objects"), &given.value));
    quote!(#(#given)* #elements)
}

/// What is checked of each pair, and that the last one has the version of the child; behind `..` it may have any.
fn pair_checks(object: &Object, name: &TokenStream, versions: &VersionPairs) -> TokenStream {
    let (ident, slots) = (&object.ident, slots(object));
    let last = versions.pairs.len().checked_sub(1).filter(|_| !versions.is_open);
    let checks = versions.pairs.iter().enumerate().map(|(index, pair)| {
        let (ours, child) = (version(pair.ours), version(pair.child));
        let known = check::constant(pair.ours_span, &quote!(check_pair), quote!(#slots, #name, #ours));
        let arguments = quote!(#slots, #name, (#ours, #child));
        let of_child = if Some(index) == last {
            let object = quote!(<#ident as __vo::VersionedObject>);
            let own = quote!((#object::NAME, #object::VERSION));
            check::constant(pair.child_span, &quote!(check_last_child), quote!(#arguments, #own))
        } else {
            check::constant(pair.child_span, &quote!(check_child), arguments)
        };
        quote!(#known #of_child)
    });
    checks.collect()
}

/// What is checked of fields without a relationship: that the objects in them need none. The versions of a list go with
/// its elements.
pub(super) fn forgotten_checks(object: &Object) -> TokenStream {
    if object.list_of.is_some() || object.other_relationships.is_some() {
        return TokenStream::new();
    }
    let (ident, base, slots) = (&object.ident, base(object), slots(object));
    let check = |start: TokenStream, end: TokenStream, span| {
        let version = quote!(<#ident as __vo::VersionedObject>::VERSION);
        let arguments = quote!(#slots, (#start, #end), __DESCRIPTOR.relationships, #version);
        check::constant(span, &quote!(check_forgotten), arguments)
    };
    let is_given = |field: &Field| object.relationships.iter().any(|given| given.field == field.ident);
    let own = object.fields.iter().enumerate();
    let own = own
        .filter(|(_, field)| may_hold_objects(field) && !is_given(field))
        .map(|(index, field)| check(quote!(#base + #index), quote!(#base + #index + 1), field.ident.span()));
    let mixins = mixin_slots(object).map(|(mixin, [start, end])| check(start, end, mixin.ident.span()));
    quote!(#(#own)* #(#mixins)*)
}

/// Whether objects may be in a field, by the look of its type.
fn may_hold_objects(field: &Field) -> bool {
    match &field.shape {
        Shape::Boxed(_) | Shape::Subclass => true,
        Shape::Other => field.default.is_none() && field.validate.is_none(),
        Shape::List(item) => !shape(item).is_scalar(),
        _ => false,
    }
}
