//! What is checked while the crate of an object compiles.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned as _;

use super::subclass::{base, mixin_slots, mixin_type, parent_type, slots};
use super::{check, descriptor, relationships, table};
use crate::model::{Field, Object};
use crate::syntax::{last_segment, plain};

/// What is checked while the crate compiles: names across mixins and the parent, the
/// fingerprint, and the versions of children.
pub(super) fn checks(object: &Object) -> TokenStream {
    let ident = &object.ident;
    let (own_len, name, slots) = (object.fields.len(), &object.name, slots(object));
    let own = object.extends.as_ref().map(|extends| {
        quote_spanned! {extends.field.span()=>
            const _: () = __vo::__private::check_names(#slots, __BASE, __BASE + #own_len);
            const _: () = __vo::__private::check_old_names(#slots, __BASE, __BASE + #own_len);
        }
    });
    let inherited_extras = inherited_extras(object);
    let version = quote!(<#ident as __vo::VersionedObject>::VERSION);
    let is_first = object.is_first();
    let mixins = mixin_slots(object).map(|(mixin, [start, end])| {
        let mixin_type = mixin_type(&mixin.ty);
        quote_spanned! {mixin.ident.span()=>
            const _: () = __vo::__private::check_names(#slots, #start, #end);
            const _: () = __vo::__private::check_old_names(#slots, #start, #end);
            const _: () = __vo::__private::check_methods(#name, __METHODS, #mixin_type::ACCESSORS);
            const _: () = __vo::__private::check_versions(#slots, (#start, #end), #version, #is_first);
        }
    });
    let fingerprint = object.fingerprint.as_ref().map(|fingerprint| {
        let (hex, base) = (&fingerprint.value.digits, base(object));
        quote_spanned! {fingerprint.span=>
            const _: () = __vo::__private::check_fingerprint(&__DESCRIPTOR, #hex, (#base, #base + #own_len));
        }
    });
    let table = table::checks(object);
    // Validation sees the object's own fields; those of mixins and of the parent are known to the compiler alone.
    let foreign = !object.mixins.is_empty() || object.extends.is_some();
    let extras = object.extra_fields.iter().filter(|_| foreign).map(|extra| {
        let name = plain(extra);
        check::constant(extra.span(), &quote!(check_extra), quote!(#slots, #name))
    });
    let changed = descriptor::change_checks(&object.fields, ident);
    let defaults = descriptor::value_checks(&object.fields, ident);
    let printed = descriptor::printed_checks(object);
    let validated = descriptor::validator_checks(&object.fields, object.table.as_ref());
    let relations = descriptor::relation_checks(&object.fields, ident);
    let relationships = relationships::checks(object);
    let forgotten = relationships::forgotten_checks(object);
    let parents = parents(object);
    let (version_changes, inherited) = (version_changes(object), inherited_version(object));
    let derives = quote_spanned! {ident.span()=>
        const _: () = __vo::__private::check_object_derives(__vo::__private::Derives::<#ident>::CLONE);
    };
    quote!(#derives #own #(#mixins)* #(#extras)* #inherited_extras #changed #defaults #printed #validated #table #relations #fingerprint #relationships #forgotten #parents #version_changes #inherited)
}

/// What is checked of the computed fields of the parent: that the object gives none of their names to a field.
fn inherited_extras(object: &Object) -> Option<TokenStream> {
    let parent = parent_type(object.extends.as_ref()?);
    let slots = slots(object);
    let check = |start: TokenStream, end: TokenStream, span| {
        let arguments = quote!(#slots, (#start, #end), #parent::EXTRA_FIELDS, #parent::NAME);
        check::constant(span, &quote!(check_inherited_extras), arguments)
    };
    let is_extra = |field: &Field| object.extra_fields.iter().any(|extra| plain(extra) == field.wire_name);
    let own = object.fields.iter().enumerate().filter(|(_, field)| !is_extra(field));
    let own = own.map(|(index, field)| {
        check(quote!(__BASE + #index), quote!(__BASE + #index + 1), field.ident.span())
    });
    let mixins = mixin_slots(object).map(|(mixin, [start, end])| check(start, end, mixin.ident.span()));
    Some(quote!(#(#own)* #(#mixins)*))
}

/// What is checked of parents: that none of them is the type itself, or has its name.
fn parents(object: &Object) -> Option<TokenStream> {
    let (ident, span) = (&object.ident, object.name_span);
    let parent = object.parent()?;
    let parent = last_segment(parent).map_or_else(|| parent.span(), |segment| segment.ident.span());
    let cycle = quote_spanned!(parent=> const _: () = __vo::__private::check_parents::<#ident>(););
    let name = quote_spanned!(span=> const _: () = __vo::__private::check_name_of_parents::<#ident>(););
    Some(quote!(#cycle #name))
}

/// What is checked of versions where the derive does not see all that changed.
fn version_changes(object: &Object) -> Option<TokenStream> {
    let version = object.version.as_ref().filter(|version| version.value.minor > 0)?;
    if object.mixins.is_empty() && object.extends.is_none() {
        return None;
    }
    let parent = match &object.extends {
        Some(extends) => {
            let parent = parent_type(extends);
            quote!(::core::option::Option::Some((#parent::NAME, #parent::VERSION)))
        }
        None => quote!(::core::option::Option::None),
    };
    Some(quote_spanned!(version.span=> const _: () = __vo::__private::check_changes(&__DESCRIPTOR, #parent);))
}

/// What is checked of versions where that of the object is its parent's.
fn inherited_version(object: &Object) -> Option<TokenStream> {
    let extends = object.extends.as_ref().filter(|_| object.version.is_none())?;
    let (highest, _) = object.mentioned().max_by_key(|(version, _)| *version)?;
    let (parent, highest) = (parent_type(extends), descriptor::version(highest));
    let checks = object.mentioned().map(|(version, span)| {
        let version = descriptor::version(version);
        let arguments = quote!(#version, (#parent::NAME, #parent::VERSION), #highest);
        check::constant(span, &quote!(check_inherited), arguments)
    });
    Some(checks.collect())
}
