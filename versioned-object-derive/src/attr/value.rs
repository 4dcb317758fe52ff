//! The values of keys. Each function reads what follows the key and gives it with its span.

use proc_macro2::{Group, Span, TokenStream, TokenTree};
use quote::ToTokens as _;
use syn::ext::IdentExt as _;
use syn::parse::{Parse, ParseStream};
use syn::spanned::Spanned as _;
use syn::{Error, Expr, Ident, Lit, LitStr, Path, PathArguments, Result, Token, Type, parenthesized, token};

use super::slot::Key;
use crate::keys::{Form, KeyTable};
use crate::model::{Spanned, Validator, VersionPair, VersionPairs};
use crate::names;
use crate::syntax::{last_segment, only_type_argument, spaced, type_text, ungroup};
use crate::version::Version;

/// Whatever stands before the next `,`.
pub(super) fn rest(input: ParseStream<'_>) -> TokenStream {
    let mut rest = TokenStream::new();
    while !input.is_empty() && !input.peek(Token![,]) {
        let Ok(token) = input.parse::<TokenTree>() else { break };
        rest.extend([token]);
    }
    rest
}

/// Nothing: the key alone.
pub(super) fn flag(key: &Key, input: ParseStream<'_>) -> Result<((), Span)> {
    // Whatever else follows is a `,` forgotten, which the reader of keys says.
    if !input.peek(Token![=]) && !input.peek(Token![:]) && !input.peek(token::Paren) {
        return Ok(((), key.span));
    }
    let given = spaced(rest(input));
    let is_off = given.trim_matches(|c: char| !c.is_alphabetic()) == "false";
    let wanted = if is_off {
        "remove it, without it it is off".to_owned()
    } else {
        format!("write `{}` alone", key.name)
    };
    Err(Error::new(key.span, format!("`{}` is a flag: {wanted}", key.name)))
}

/// The `=`, with the whole for when it is another sign or missing.
fn equals(key: &Key, input: ParseStream<'_>) -> Result<()> {
    let example = key.form.example();
    let is_sign = input.peek(Token![=]) && !input.peek(Token![==]) && !input.peek(Token![=>]);
    if is_sign && !input.peek2(Token![,]) {
        input.parse::<Token![=]>()?;
        if !input.is_empty() {
            return Ok(());
        }
    } else if !is_sign && !input.is_empty() && !input.peek(Token![,]) {
        // Another sign, parentheses, or none: what is meant is the value behind it.
        let sign = if input.peek(Token![==]) {
            Some(input.parse::<Token![==]>()?.into_token_stream())
        } else if input.peek(Token![=>]) {
            Some(input.parse::<Token![=>]>()?.into_token_stream())
        } else if input.peek(Token![:]) {
            Some(input.parse::<Token![:]>()?.into_token_stream())
        } else if input.peek(token::Paren) {
            let group: Group = input.parse()?;
            let value = meant(key, group.stream());
            return Err(Error::new(group.span(), format!("write `=`: `{} = {value}`", key.name)));
        } else {
            None
        };
        let is_value = input.peek(Lit);
        if sign.is_some() || is_value {
            let value = rest(input);
            let message = format!("write `=`: `{} = {}`", key.name, meant(key, value.clone()));
            return Err(Error::new_spanned(sign.unwrap_or(value), message));
        }
    }
    Err(Error::new(key.span, format!("`{0}` takes a value: `{0} = {example}`", key.name)))
}

/// A value as it should have been written: with quotes or without.
fn meant(key: &Key, given: TokenStream) -> String {
    let text = spaced(given.clone());
    let text = text.trim_start_matches(['=', ' ']);
    let is_text = matches!(key.form, Form::Text(_) | Form::Name(_) | Form::Version | Form::Expr);
    match syn::parse2::<LitStr>(given.clone()) {
        _ if text.is_empty() => key.form.example().to_owned(),
        Ok(literal) if !is_text => literal.value(),
        Err(_) if is_text && key.form != Form::Expr && syn::parse2::<Path>(given).is_ok() => {
            format!("\"{text}\"")
        }
        _ => text.to_owned(),
    }
}

/// Parses a value; when that fails, says at its first token what it must be.
fn parse<T: Parse>(key: &Key, input: ParseStream<'_>, what: &str) -> Result<T> {
    equals(key, input)?;
    let (span, example) = (input.span(), key.form.example());
    let takes_text = matches!(key.form, Form::Text(_) | Form::Name(_));
    if input.peek(LitStr) && !takes_text {
        let text: LitStr = input.parse()?;
        let value = if text.parse::<T>().is_ok() { text.value() } else { example.to_owned() };
        return Err(Error::new(span, format!("write it without quotes: `{} = {value}`", key.name)));
    }
    let fork = input.fork();
    input.parse().map_err(|_| {
        let given = rest(&fork);
        let is_name = takes_text && syn::parse2::<Path>(given.clone()).is_ok();
        let value = if is_name { meant(key, given) } else { example.to_owned() };
        Error::new(span, format!("`{0}` takes {what}: `{0} = {value}`", key.name))
    })
}

/// A string literal.
pub(super) fn text(key: &Key, input: ParseStream<'_>) -> Result<(String, Span)> {
    let literal: LitStr = parse(key, input, "a string")?;
    no_suffix(&literal)?;
    Ok((literal.value(), literal.span()))
}

/// Refuses letters behind the quotes of a text, which mean nothing.
pub(super) fn no_suffix(literal: &LitStr) -> Result<()> {
    if literal.suffix().is_empty() {
        return Ok(());
    }
    let message = format!("a text has no suffix: write `{:?}`", literal.value());
    Err(Error::new(literal.span(), message))
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
    version_literal(input, |version| format!("{} = {version}", key.name))
}

/// A version literal; `whole` is what it stands in, for the message.
fn version_literal(input: ParseStream<'_>, whole: impl Fn(&str) -> String) -> Result<(Version, Span)> {
    let span = input.span();
    let as_text = |version: &str| {
        Err(Error::new(span, format!("write it as a string: `{}`", whole(&format!("\"{version}\"")))))
    };
    match input.parse::<Lit>() {
        Ok(Lit::Str(literal)) => {
            no_suffix(&literal)?;
            let message = format!(
                "`{}` is not a version: write two numbers with a dot between, such as `\"1.4\"`",
                literal.value()
            );
            let version = Version::parse(&literal.value());
            Ok((version.ok_or_else(|| Error::new(literal.span(), message))?, literal.span()))
        }
        Ok(Lit::Float(literal)) => as_text(literal.base10_digits()),
        Ok(Lit::Int(literal)) => as_text(&format!("{}.0", literal.base10_digits())),
        _ => Err(Error::new(span, format!("expected a version as a string: `{}`", whole("\"1.4\"")))),
    }
}

/// The path of a function or item.
pub(super) fn path(key: &Key, input: ParseStream<'_>) -> Result<(Path, Span)> {
    let path: Path = parse(key, input, "a path")?;
    is_of_expressions(&path)?;
    let span = path.span();
    Ok((path, span))
}

/// Refuses a path that only types have: `function<i64>`, `function(i64)`.
pub(super) fn is_of_expressions(path: &Path) -> Result<()> {
    let mut wanted = path.clone();
    for segment in &mut wanted.segments {
        match &mut segment.arguments {
            PathArguments::None => {}
            PathArguments::AngleBracketed(given) => given.colon2_token = Some(token::PathSep::default()),
            PathArguments::Parenthesized(given) => {
                let message = format!("nothing is called here: write `{}`", segment.ident);
                return Err(Error::new(given.paren_token.span.join(), message));
            }
        }
    }
    if wanted == *path {
        return Ok(());
    }
    Err(Error::new_spanned(path, format!("write `{}`", spaced(wanted.into_token_stream()))))
}

/// The path of a function that checks values, with `const` before it where it does so while the crate compiles, too.
pub(super) fn validator(key: &Key, input: ParseStream<'_>) -> Result<(Validator, Span)> {
    let fork = input.fork();
    fork.parse::<Option<Token![=]>>()?;
    fork.parse::<Option<Token![const]>>()?;
    if let Ok(path) = fork.parse::<Path>() {
        is_of_expressions(&path)?;
    }
    let validator: Validator = parse(key, input, "a path")?;
    let span = validator.path.span();
    Ok((validator, span))
}

impl Parse for Validator {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let word = input.parse::<Option<Token![const]>>()?.map(|word| word.span);
        Ok(Self { word, path: input.parse()? })
    }
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
    let mut ty: Type = parse(key, input, "a type")?;
    ungroup(&mut ty);
    let span = ty.span();
    Ok((ty, span))
}

/// The type of an object.
pub(super) fn object_type(key: &Key, input: ParseStream<'_>) -> Result<(Type, Span)> {
    let (given, span) = ty(key, input)?;
    let element = match &given {
        Type::Reference(reference) => Some(&*reference.elem),
        Type::Slice(slice) => Some(&*slice.elem),
        Type::Array(array) => Some(&*array.elem),
        Type::Path(_) => last_segment(&given)
            .filter(|segment| segment.ident == "Vec" || segment.ident == "Option")
            .and_then(only_type_argument),
        _ => return Err(Error::new_spanned(&given, format!("`{}` takes the type of an object", key.name))),
    };
    if let Some(element) = element {
        let message = format!("name the type of the objects alone: `{} = {}`", key.name, type_text(element));
        return Err(Error::new_spanned(&given, message));
    }
    Ok((given, span))
}

/// An expression.
pub(super) fn expr(key: &Key, input: ParseStream<'_>) -> Result<(Expr, Span)> {
    equals(key, input)?;
    let span = input.span();
    let no_expression =
        |_| Error::new(span, format!("`{0}` takes an expression: `{0} = {1}`", key.name, key.form.example()));
    let expr: Expr = input.parse().map_err(no_expression)?;
    if has_let(&expr) {
        return Err(no_expression(Error::new(span, "")));
    }
    let span = expr.span();
    Ok((expr, span))
}

/// Whether a `let` stands in it as if it were a condition.
fn has_let(expr: &Expr) -> bool {
    match expr {
        Expr::Let(_) => true,
        Expr::Binary(binary) => has_let(&binary.left) || has_let(&binary.right),
        Expr::Paren(inner) => has_let(&inner.expr),
        Expr::Group(inner) => has_let(&inner.expr),
        Expr::Unary(inner) => has_let(&inner.expr),
        _ => false,
    }
}

/// A name without quotes.
pub(super) fn ident(key: &Key, input: ParseStream<'_>) -> Result<(Ident, Span)> {
    let is_name = input.peek2(Ident::peek_any) && !input.peek2(Lit) || input.peek2(Token![::]);
    if input.peek(Token![=]) && is_name && !input.peek(Token![=>]) {
        equals(key, input)?;
        let ident = lone(input, "name", |name| format!("{} = {name}", key.name))?;
        let span = ident.span();
        return Ok((ident, span));
    }
    let ident: Ident = parse(key, input, "a name")?;
    let span = ident.span();
    Ok((ident, span))
}

/// A name without a path before it, parentheses behind it, or quotes; `whole` is what it stands in, for the message.
pub(super) fn lone(input: ParseStream<'_>, what: &str, whole: impl Fn(&str) -> String) -> Result<Ident> {
    no_keyword(input, &whole)?;
    if let Ok(text) = input.fork().parse::<LitStr>()
        && text.parse::<Ident>().is_ok()
    {
        return Err(Error::new(text.span(), format!("write it without quotes: `{}`", whole(&text.value()))));
    }
    let start = input.fork();
    if let Ok(path) = start.parse::<Path>()
        && (path.get_ident().is_none() || start.peek(token::Paren))
        && let Some(last) = path.segments.last()
    {
        let mut given = path.to_token_stream();
        given.extend(start.peek(token::Paren).then(|| start.parse::<TokenTree>()).transpose()?);
        let message = format!("write the {what} alone: `{}`", whole(&last.ident.to_string()));
        return Err(Error::new_spanned(given, message));
    }
    input.parse()
}

/// Refuses a word of Rust's that stands for a name, which has `r#` in front then.
pub(super) fn no_keyword(input: ParseStream<'_>, whole: impl Fn(&str) -> String) -> Result<()> {
    let Ok(word) = input.fork().call(Ident::parse_any) else { return Ok(()) };
    let wanted = names::as_ident(&word.to_string());
    // What begins a path is told of with it.
    if input.peek(Ident) || input.peek2(Token![::]) || input.peek(Lit) {
        return Ok(());
    }
    let write = if wanted.starts_with("r#") {
        format!(": write `{}`", whole(&wanted))
    } else {
        ", and no name".to_owned()
    };
    Err(Error::new(word.span(), format!("`{word}` is a word of Rust's{write}")))
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
        let how_many =
            if words.len() == 1 { "one word".to_owned() } else { format!("one of {} words", words.len()) };
        Error::new(span, format!("`{}` takes {how_many}: write {choice}", key.name))
    })?;
    Ok((*word, span))
}

/// Pairs of versions, one after the other, and perhaps `..`: `("1.0", "1.0"), ("1.2", "1.1"), ..`.
pub(super) fn version_pairs(key: &Key, content: ParseStream<'_>) -> Result<VersionPairs> {
    let (mut pairs, mut is_open) = (Vec::new(), false);
    while !content.is_empty() {
        let span = content.span();
        if dots(content, "`..` stands behind the last pair")?.is_some() {
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
        let (ours, ours_span) = version_literal(&pair, |version| format!("({version}, …)"))?;
        pair.parse::<Token![,]>().map_err(|_| {
            Error::new(span, "a pair has two versions, that of the object and that of the child")
        })?;
        let (child, child_span) = version_literal(&pair, |version| format!("(…, {version})"))?;
        if !pair.is_empty() {
            return Err(Error::new(pair.span(), "this is too much, a pair has two versions"));
        }
        pairs.push(VersionPair { ours, ours_span, child, child_span });
        comma(key, content)?;
    }
    Ok(VersionPairs { pairs, is_open })
}

/// A `..`, behind which nothing stands.
pub(super) fn dots(content: ParseStream<'_>, behind: &str) -> Result<Option<Span>> {
    let span = content.span();
    if !content.peek(Token![..]) {
        return Ok(None);
    }
    content.parse::<Token![..]>()?;
    content.parse::<Option<Token![,]>>()?;
    if content.is_empty() { Ok(Some(span)) } else { Err(Error::new(span, behind)) }
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

/// Refuses that nothing is in the parentheses.
pub(super) fn not_empty<T>(key: &Key, given: (Vec<T>, Span)) -> Result<(Vec<T>, Span)> {
    if given.0.is_empty() { Err(empty(key)) } else { Ok(given) }
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

/// Names without quotes, in parentheses; `what` they are of, for the message.
pub(super) fn idents(key: &Key, input: ParseStream<'_>, what: &str) -> Result<(Vec<Ident>, Span)> {
    each_in_parens(key, input, |content| {
        let span = content.span();
        if content.peek(Ident::peek_any) || content.peek(Token![::]) || content.peek(LitStr) {
            return lone(content, what, |name| format!("{}({name})", key.name));
        }
        let message = format!("`{0}` takes names without quotes: `{0}({1})`", key.name, key.form.example());
        Err(Error::new(span, message))
    })
}

/// String literals in parentheses, each with its span.
pub(super) fn texts(key: &Key, input: ParseStream<'_>) -> Result<(Vec<(String, Span)>, Span)> {
    each_in_parens(key, input, |content| {
        let span = content.span();
        let literal: LitStr = content.parse().map_err(|_| {
            Error::new(span, format!("`{0}` takes strings: `{0}({1})`", key.name, key.form.example()))
        })?;
        no_suffix(&literal)?;
        Ok((literal.value(), literal.span()))
    })
}

/// The `,` between two things in parentheses; none is needed at the end.
pub(super) fn comma(key: &Key, content: ParseStream<'_>) -> Result<()> {
    if content.is_empty() || content.parse::<Option<Token![,]>>()?.is_some() {
        return Ok(());
    }
    if content.peek(token::Paren) {
        let called: Group = content.parse()?;
        return Err(Error::new(
            called.span(),
            format!("nothing is called in `{}(…)`: remove this", key.name),
        ));
    }
    Err(Error::new(content.span(), format!("expected `,` in `{}(…)`", key.name)))
}

/// The version that comes first in the parentheses of what a version did.
pub(super) fn first_version(key: &Key, content: ParseStream<'_>) -> Result<Spanned<Version>> {
    if content.is_empty() {
        let message = format!("`{0}` starts with a version: `{0}(\"1.4\", …)`", key.name);
        return Err(Error::new(key.span, message));
    }
    let (value, span) = version_literal(content, |version| format!("{}({version}, …)", key.name))?;
    comma(key, content)?;
    Ok(Spanned { value, span, key: key.span })
}

/// Refuses a name that stands where the first key in the parentheses of another should.
pub(super) fn named_by<K: KeyTable>(outer: &Key, content: ParseStream<'_>, first: K) -> Result<()> {
    let Ok(path) = content.fork().parse::<Path>() else { return Ok(()) };
    let (fork, name) = (content.fork(), spaced(path.to_token_stream()));
    fork.parse::<Path>()?;
    if K::named(&name).is_none() && (fork.is_empty() || fork.peek(Token![,])) {
        let message = format!("write `{}({} = {name})`", outer.name, first.name());
        return Err(Error::new_spanned(path, message));
    }
    Ok(())
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
