//! Reading attributes one key at a time, so that a mistake in one does not hide the others.

use proc_macro2::{Span, TokenStream, TokenTree};
use syn::ext::IdentExt as _;
use syn::parse::{ParseStream, Parser as _};
use syn::{Attribute, Ident, Meta, Result, Token};

use super::slot::Key;
use crate::ctxt::Ctxt;
use crate::keys::{AttributeTable, FieldKey, KeyTable as _, ObjectKey, Place};
use crate::model::{Given, GivenKeys};
use crate::names;

/// Reads every attribute of a place and calls `handle` for every key in it. What was given is returned; keys that
/// belong in one of the `others` are sent there.
pub(super) fn each_key<K: AttributeTable>(
    cx: &Ctxt,
    attrs: &[Attribute],
    others: &[Place],
    mut handle: impl FnMut(K, &Key, ParseStream<'_>) -> Result<()>,
) -> GivenKeys<K> {
    let mut given = GivenKeys(Vec::new());
    for attr in attrs.iter().filter(|attr| attr.path().is_ident(K::PLACE.attr)) {
        let Meta::List(list) = &attr.meta else {
            cx.error_at(&attr.meta, format!("write keys in parentheses: `#[{}(…)]`", K::PLACE.attr));
            continue;
        };
        let before = cx.count();
        let read = list.parse_args_with(|input: ParseStream<'_>| {
            walk(cx, input, others, &mut handle, &mut given);
            Ok(())
        });
        left_over(cx, before, read);
    }
    given
}

/// As [`each_key`], for what stands in the parentheses of an attribute macro.
pub(super) fn each_key_of_args<K: AttributeTable>(
    cx: &Ctxt,
    args: TokenStream,
    others: &[Place],
    mut handle: impl FnMut(K, &Key, ParseStream<'_>) -> Result<()>,
) {
    let before = cx.count();
    let read = |input: ParseStream<'_>| {
        walk(cx, input, others, &mut handle, &mut GivenKeys(Vec::new()));
        Ok(())
    };
    left_over(cx, before, read.parse2(args));
}

/// Parentheses that a mistake left half read are one more error of syn's, about what was reported already.
fn left_over(cx: &Ctxt, before: usize, read: Result<()>) {
    if let Err(error) = read
        && cx.count() == before
    {
        cx.push(error);
    }
}

fn walk<K: AttributeTable>(
    cx: &Ctxt,
    input: ParseStream<'_>,
    others: &[Place],
    handle: &mut impl FnMut(K, &Key, ParseStream<'_>) -> Result<()>,
    given: &mut GivenKeys<K>,
) {
    while !input.is_empty() {
        if let Ok(ident) = input.call(Ident::parse_any) {
            let (name, span) = (ident.to_string(), ident.span());
            if let Some(known) = K::named(&name) {
                let key = Key { name, form: known.form(), span };
                let read = handle(known, &key, input);
                given.0.push(Given { key: known, span, is_read: read.is_ok() });
                match read {
                    Ok(()) if !input.is_empty() && !input.peek(Token![,]) => {
                        cx.error(input.span(), format!("write `,` between `{}` and the next key", key.name));
                    }
                    Ok(()) => {}
                    Err(error) => cx.push(error),
                }
            } else {
                unknown(cx, &name, span, &K::PLACE, others);
            }
        } else {
            cx.error(input.span(), format!("expected a key, one of {}", names::list(K::NAMES)));
        }
        while !input.is_empty() && !input.peek(Token![,]) && input.parse::<TokenTree>().is_ok() {}
        if input.parse::<Token![,]>().is_err() {
            break;
        }
    }
}

fn unknown(cx: &Ctxt, name: &str, span: Span, place: &Place, others: &[Place]) {
    if let Some(other) = others.iter().find(|other| other.keys.contains(&name)) {
        let is_on_type = place.on != FieldKey::PLACE.on;
        let hint = if is_on_type && name == FieldKey::Rename.name() {
            format!("; the name of the type itself is `{}`", ObjectKey::Name.name())
        } else {
            String::new()
        };
        cx.error(
            span,
            format!("`{name}` belongs on {}: write `#[{}({name} …)]` there{hint}", other.on, other.attr),
        );
        return;
    }
    cx.error(span, names::unknown_key(name, &format!("#[{}(…)]", place.attr), place.keys));
}

/// Reports attributes of another place: `#[field(…)]` on a struct, `#[versioned_object(…)]` on a field.
pub(super) fn misplaced(cx: &Ctxt, attrs: &[Attribute], here: &str, others: &[Place]) {
    for attr in attrs {
        if let Some(other) = others.iter().find(|other| attr.path().is_ident(other.attr)) {
            cx.error_at(
                attr.path(),
                format!("`#[{}(…)]` belongs on {}, not on {here}", other.attr, other.on),
            );
        }
    }
}
