//! The values of keys. Each function reads what follows the key and gives it with its span.

use proc_macro2::Span;
use syn::ext::IdentExt as _;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned as _;
use syn::{Error, Expr, Ident, Lit, LitStr, Path, Result, Token, Type, parenthesized, token};

use super::slot::Key;
use crate::keys::{Form, KeyTable};
use crate::model::{Spanned, VersionPair, VersionPairs};
use crate::names;
use crate::version::Version;

/// Nothing: the key alone.
pub(super) fn flag(key: &Key, input: ParseStream<'_>) -> Result<((), Span)> {
    if input.is_empty() || input.peek(Token![,]) {
        return Ok(((), key.span));
    }
    Err(Error::new(key.span, format!("`{0}` is a flag: write `{0}` alone", key.name)))
}

/// The `=`, with an example of the whole for when it is missing.
fn equals(key: &Key, input: ParseStream<'_>) -> Result<()> {
    if input.peek(Token![=]) && !input.peek(Token![==]) {
        input.parse::<Token![=]>()?;
        if !input.is_empty() && !input.peek(Token![,]) {
            return Ok(());
        }
    }
    let example = key.form.example();
    Err(Error::new(key.span, format!("`{0}` takes a value: `{0} = {example}`", key.name)))
}

/// Parses a value; when that fails, says at its first token what it must be.
fn parse<T: Parse>(key: &Key, input: ParseStream<'_>, what: &str) -> Result<T> {
    equals(key, input)?;
    let (span, example) = (input.span(), key.form.example());
    if input.peek(LitStr) && !matches!(key.form, Form::Text(_) | Form::Name(_)) {
        return Err(Error::new(span, format!("write it without quotes: `{} = {example}`", key.name)));
    }
    input.parse().map_err(|_| Error::new(span, format!("`{0}` takes {what}: `{0} = {example}`", key.name)))
}

/// A string literal.
pub(super) fn text(key: &Key, input: ParseStream<'_>) -> Result<(String, Span)> {
    let literal: LitStr = parse(key, input, "a string")?;
    Ok((literal.value(), literal.span()))
}

/// A string literal that is a name: not empty, no white space, nothing that JSON would escape.
pub(super) fn name(key: &Key, input: ParseStream<'_>) -> Result<(String, Span)> {
    let (text, span) = text(key, input)?;
    if text.is_empty() || !text.chars().all(names::stands_for_itself) {
        let message = format!(
            "`{0}` must not be empty or hold white space, a quote or a backslash: `{0} = {1}`",
            key.name,
            key.form.example()
        );
        return Err(Error::new(span, message));
    }
    Ok((text, span))
}

/// A version after `=`.
pub(super) fn version(key: &Key, input: ParseStream<'_>) -> Result<(Version, Span)> {
    equals(key, input)?;
    version_literal(&format!("{} = ", key.name), input)
}

/// A version literal; `before` is what stands before it, for the message.
fn version_literal(before: &str, input: ParseStream<'_>) -> Result<(Version, Span)> {
    let span = input.span();
    match input.parse::<Lit>() {
        Ok(Lit::Str(literal)) => match Version::parse(&literal.value()) {
            Some(version) => Ok((version, literal.span())),
            None => Err(Error::new(
                literal.span(),
                format!(
                    "`{}` is not a version: write two numbers with a dot between, such as `\"1.4\"`",
                    literal.value()
                ),
            )),
        },
        Ok(Lit::Float(literal)) => {
            Err(Error::new(span, format!("write it as a string: `{before}\"{}\"`", literal.base10_digits())))
        }
        Ok(Lit::Int(literal)) => Err(Error::new(
            span,
            format!("write it as a string: `{before}\"{}.0\"`", literal.base10_digits()),
        )),
        _ => Err(Error::new(span, format!("expected a version as a string: `{before}\"1.4\"`"))),
    }
}

/// The path of a function or item.
pub(super) fn path(key: &Key, input: ParseStream<'_>) -> Result<(Path, Span)> {
    let path: Path = parse(key, input, "a path")?;
    let span = path.span();
    Ok((path, span))
}

/// Where the core crate is, when nothing says otherwise.
pub(crate) fn default_core() -> Path {
    syn::parse_quote!(::versioned_object_core)
}

/// Where the core crate is: a path, or a string that holds one.
pub(super) fn core(key: &Key, input: ParseStream<'_>) -> Result<(Path, Span)> {
    equals(key, input)?;
    let span = input.span();
    let path = if input.peek(LitStr) {
        input.parse::<LitStr>()?.parse_with(Path::parse_mod_style)
    } else {
        input.call(Path::parse_mod_style)
    };
    match path {
        Ok(path) => Ok((path, span)),
        Err(_) => {
            Err(Error::new(span, format!("`{0}` takes a path: `{0} = {1}`", key.name, key.form.example())))
        }
    }
}

/// A type.
pub(super) fn ty(key: &Key, input: ParseStream<'_>) -> Result<(Type, Span)> {
    let ty: Type = parse(key, input, "a type")?;
    let span = ty.span();
    Ok((ty, span))
}

/// An expression.
pub(super) fn expr(key: &Key, input: ParseStream<'_>) -> Result<(Expr, Span)> {
    equals(key, input)?;
    let expr: Expr = input.parse()?;
    let span = expr.span();
    Ok((expr, span))
}

/// A name without quotes.
pub(super) fn ident(key: &Key, input: ParseStream<'_>) -> Result<(Ident, Span)> {
    let ident: Ident = parse(key, input, "a name")?;
    let span = ident.span();
    Ok((ident, span))
}

/// One of some words, without quotes.
pub(super) fn word(key: &Key, input: ParseStream<'_>) -> Result<(&'static str, Span)> {
    let words = if let Form::Word(words) = key.form { words } else { &[] };
    let choice: Vec<_> = words.iter().map(|word| format!("`{} = {word}`", key.name)).collect();
    let choice = choice.join(" or ");
    equals(key, input)?;
    let span = input.span();
    if let Ok(literal) = input.parse::<LitStr>() {
        let given = literal.value();
        let word = if words.contains(&given.as_str()) { format!("`{} = {given}`", key.name) } else { choice };
        return Err(Error::new(span, format!("write it without quotes: {word}")));
    }
    let ident = input.call(Ident::parse_any);
    let found = ident.ok().and_then(|ident| words.iter().find(|word| ident == *word));
    let word = found.ok_or_else(|| {
        Error::new(span, format!("`{}` takes one of {} words: write {choice}", key.name, words.len()))
    })?;
    Ok((*word, span))
}

/// Pairs of versions, one after the other, and perhaps `..`: `("1.0", "1.0"), ("1.2", "1.1"), ..`.
pub(super) fn version_pairs(key: &Key, content: ParseStream<'_>) -> Result<VersionPairs> {
    let (mut pairs, mut is_open) = (Vec::new(), false);
    while !content.is_empty() {
        let span = content.span();
        if content.peek(Token![..]) {
            content.parse::<Token![..]>()?;
            if !content.is_empty() {
                return Err(Error::new(span, "`..` stands behind the last pair"));
            }
            is_open = true;
            break;
        }
        if !content.peek(token::Paren) {
            let message =
                format!("`{}` takes pairs of versions: `(\"1.0\", \"1.0\"), (\"1.2\", \"1.1\")`", key.name);
            return Err(Error::new(span, message));
        }
        let pair;
        parenthesized!(pair in content);
        let (ours, ours_span) = version_literal("(", &pair)?;
        pair.parse::<Token![,]>().map_err(|_| {
            Error::new(span, "a pair has two versions, that of the object and that of the child")
        })?;
        let (child, child_span) = version_literal("", &pair)?;
        if !pair.is_empty() {
            return Err(Error::new(pair.span(), "this is too much, a pair has two versions"));
        }
        pairs.push(VersionPair { ours, ours_span, child, child_span });
        comma(key, content)?;
    }
    Ok(VersionPairs { pairs, is_open })
}

/// Something in parentheses.
pub(super) fn in_parens<T>(
    key: &Key,
    input: ParseStream<'_>,
    read: impl FnOnce(ParseStream<'_>) -> Result<T>,
) -> Result<T> {
    let example = key.form.example();
    if !input.peek(token::Paren) {
        return Err(Error::new(key.span, format!("`{0}` takes parentheses: `{0}({example})`", key.name)));
    }
    let content;
    parenthesized!(content in input);
    let value = read(&content)?;
    if !content.is_empty() {
        return Err(Error::new(
            content.span(),
            format!("this is too much, `{0}` takes `{0}({example})`", key.name),
        ));
    }
    Ok(value)
}

/// The error for parentheses without anything in them.
pub(super) fn empty(key: &Key) -> Error {
    Error::new(
        key.span,
        format!("`{0}` is empty: write `{0}({1})`, or remove it", key.name, key.form.example()),
    )
}

/// Things in parentheses, with `,` between them.
pub(super) fn each_in_parens<T>(
    key: &Key,
    input: ParseStream<'_>,
    mut read: impl FnMut(ParseStream<'_>) -> Result<T>,
) -> Result<(Vec<T>, Span)> {
    in_parens(key, input, |content| {
        let mut things = Vec::new();
        while !content.is_empty() {
            things.push(read(content)?);
            comma(key, content)?;
        }
        Ok((things, key.span))
    })
}

/// Keys of a table, with `,` between them, up to the end of some parentheses; `read` is given what the key is.
pub(super) fn each_inner_key<K: KeyTable>(
    outer: &Key,
    content: ParseStream<'_>,
    mut read: impl FnMut(K, &Key) -> Result<()>,
) -> Result<()> {
    while !content.is_empty() {
        let (known, key) = inner_key(outer, content)?;
        read(known, &key)?;
        comma(outer, content)?;
    }
    Ok(())
}

/// Names without quotes, in parentheses.
pub(super) fn idents(key: &Key, input: ParseStream<'_>) -> Result<(Vec<Ident>, Span)> {
    each_in_parens(key, input, |content| {
        let span = content.span();
        content.parse::<Ident>().map_err(|_| {
            let message =
                format!("`{0}` takes names without quotes: `{0}({1})`", key.name, key.form.example());
            Error::new(span, message)
        })
    })
}

/// String literals in parentheses, each with its span.
pub(super) fn texts(key: &Key, input: ParseStream<'_>) -> Result<(Vec<(String, Span)>, Span)> {
    in_parens(key, input, |content| {
        let start = content.span();
        let literals = Punctuated::<LitStr, Token![,]>::parse_terminated(content).map_err(|_| {
            Error::new(start, format!("`{0}` takes strings: `{0}({1})`", key.name, key.form.example()))
        })?;
        Ok((literals.into_iter().map(|literal| (literal.value(), literal.span())).collect(), key.span))
    })
}

/// The `,` between two things in parentheses; none is needed at the end.
pub(super) fn comma(key: &Key, content: ParseStream<'_>) -> Result<()> {
    if content.is_empty() || content.parse::<Option<Token![,]>>()?.is_some() {
        return Ok(());
    }
    Err(Error::new(content.span(), format!("expected `,` in `{}(…)`", key.name)))
}

/// The version that comes first in the parentheses of what a version did.
pub(super) fn first_version(key: &Key, content: ParseStream<'_>) -> Result<Spanned<Version>> {
    if content.is_empty() {
        let message = format!("`{0}` starts with a version: `{0}(\"1.4\", …)`", key.name);
        return Err(Error::new(key.span, message));
    }
    let (value, span) = version_literal(&format!("{}(", key.name), content)?;
    comma(key, content)?;
    Ok(Spanned { value, span, key: key.span })
}

/// A key in the parentheses of another.
pub(super) fn inner_key<K: KeyTable>(outer: &Key, content: ParseStream<'_>) -> Result<(K, Key)> {
    let span = content.span();
    let ident = content.call(Ident::parse_any).map_err(|_| {
        let known = names::list(K::NAMES);
        Error::new(span, format!("expected a key of `{}(…)`, one of {known}", outer.name))
    })?;
    let name = ident.to_string();
    match K::named(&name) {
        Some(known) => Ok((known, Key { name, form: known.form(), span })),
        None => Err(Error::new(span, names::unknown_key(&name, &format!("{}(…)", outer.name), K::NAMES))),
    }
}
