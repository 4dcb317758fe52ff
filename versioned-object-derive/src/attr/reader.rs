//! Reading attributes one key at a time, so that a mistake in one does not hide the others.

use proc_macro2::{Span, TokenStream};
use syn::ext::IdentExt as _;
use syn::parse::{ParseStream, Parser as _};
use syn::spanned::Spanned as _;
use syn::{Attribute, Ident, LitStr, Meta, Result, Token};

use super::slot::Key;
use super::value;
use crate::ctxt::Ctxt;
use crate::hints;
use crate::keys::{AttributeTable, FieldKey, Form, KeyTable as _, MixinKey, ObjectKey, Place};
use crate::model::{Given, GivenKeys};
use crate::names;
use crate::version::Version;

/// Reads every attribute of a place and calls `handle` for every key in it. What was given is returned; keys that
/// belong in one of the `others` are sent there. Attributes whose name is misspelt are read too: the compiler says that
/// there are none of the name, and what is in them is meant.
pub(super) fn each_key<K: AttributeTable>(
    cx: &Ctxt,
    attrs: &[Attribute],
    others: &[Place],
    mut handle: impl FnMut(K, &Key, ParseStream<'_>) -> Result<()>,
) -> GivenKeys<K> {
    let mut given = GivenKeys(Vec::new());
    for attr in attrs.iter().filter(|attr| is_of(attr, K::PLACE.attr)) {
        let Meta::List(list) = &attr.meta else {
            cx.error_at(&attr.meta, format!("write keys in parentheses: `#[{}(…)]`", K::PLACE.attr));
            // What is meant is unknown; that the version is missing would be a second mistake.
            let versions = K::ALL.iter().filter(|key| key.form() == Form::Version);
            given.0.extend(versions.map(|key| Given { key: *key, span: attr.path().span(), is_read: false }));
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

fn is_of(attr: &Attribute, name: &str) -> bool {
    attr.path().get_ident().is_some_and(|ident| ident == name || names::is_misspelt(&ident.to_string(), name))
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
                        let is_next = input
                            .fork()
                            .call(Ident::parse_any)
                            .is_ok_and(|next| K::named(&next.to_string()).is_some());
                        if is_next {
                            cx.error(
                                input.span(),
                                format!("write `,` between `{}` and the next key", key.name),
                            );
                            continue;
                        }
                        cx.error_at(
                            value::rest(input),
                            format!("this is too much behind `{}`: remove it", key.name),
                        );
                    }
                    Ok(()) => {}
                    Err(error) => cx.push(error),
                }
            } else {
                unknown(cx, &name, span, &K::PLACE, others);
                // What is meant is given, though its value is not read: that it is missing would be a second mistake.
                let meant = names::nearest(&name, K::NAMES).and_then(K::named);
                given.0.extend(meant.map(|key| Given { key, span, is_read: false }));
            }
        } else {
            no_key(cx, input, given);
        }
        value::rest(input);
        if input.parse::<Token![,]>().is_err() {
            break;
        }
    }
}

/// Reports what stands where a key should.
fn no_key<K: AttributeTable>(cx: &Ctxt, input: ParseStream<'_>, given: &mut GivenKeys<K>) {
    if input.peek(Token![,]) {
        return cx.error(input.span(), "one `,` is enough: remove this one");
    }
    let span = input.span();
    let text = input.parse::<LitStr>().map(|text| text.value()).unwrap_or_default();
    if K::named(&text).is_some() {
        return cx.error(span, format!("write the key without quotes: `{text}`"));
    }
    let of_version = K::ALL.iter().find(|key| key.form() == Form::Version && Version::parse(&text).is_some());
    if let Some(key) = of_version {
        given.0.push(Given { key: *key, span, is_read: false });
        return cx.error(span, format!("say what it is: `{} = \"{text}\"`", key.name()));
    }
    cx.error(span, format!("expected a key, one of {}", names::list(K::NAMES)));
}

fn unknown(cx: &Ctxt, name: &str, span: Span, place: &Place, others: &[Place]) {
    if let Some(other) = others.iter().find(|other| other.keys.contains(&name)) {
        let is_on_type = place.on != FieldKey::PLACE.on;
        let hint = if is_on_type && name == FieldKey::Rename.name() {
            format!("; the name of the type itself is `{}`", ObjectKey::Name.name())
        } else if !is_on_type && name == ObjectKey::Name.name() {
            format!("; the name of a field is `{}`", FieldKey::Rename.name())
        } else if !is_on_type && name == ObjectKey::Version.name() {
            format!("; the version that added a field is `{}`", FieldKey::Since.name())
        } else {
            String::new()
        };
        let is_of_a_mixin = place.attr == MixinKey::PLACE.attr && other.attr == ObjectKey::PLACE.attr;
        let on = if is_of_a_mixin { "the object that flattens the mixin" } else { other.on };
        cx.error(span, format!("`{name}` belongs on {on}: write `#[{}({name} …)]` there{hint}", other.attr));
        return;
    }
    let place_text = format!("#[{}(…)]", place.attr);
    cx.error(
        span,
        match hints::instead(name, place) {
            Some(instead) => format!("unknown key `{name}` in `{place_text}`: {instead}"),
            None => names::unknown_key(name, &place_text, place.keys),
        },
    );
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
