//! Helpers over syntax: what types look like, and how tokens are written for people. They know nothing of attributes.

use proc_macro2::{Delimiter, Group, Spacing, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote};
use syn::ext::IdentExt as _;
use syn::punctuated::Punctuated;
use syn::{
    Attribute, Data, DataStruct, DeriveInput, Expr, ExprLit, Field, Fields, GenericArgument, Ident, Lit,
    LitStr, Meta, PathArguments, PathSegment, Token, Type, TypeParamBound, TypeTraitObject, Variant,
};

/// Tokens that are written in several places. They are written one by one, for a stream within a stream is handed to the
/// compiler and back each time.
#[derive(Clone)]
pub(crate) struct Code(Vec<TokenTree>);

impl From<TokenStream> for Code {
    fn from(tokens: TokenStream) -> Self {
        Self(tokens.into_iter().collect())
    }
}

impl ToTokens for Code {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(self.0.iter().cloned());
    }
}

/// Whether a declaration says `Self` somewhere.
pub(crate) fn names_self(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == "Self",
        TokenTree::Group(group) => names_self(group.stream()),
        _ => false,
    })
}

/// The declaration with the type's name wherever it says `Self`, which means nothing outside of impls.
pub(crate) fn with_named_self(input: DeriveInput) -> DeriveInput {
    syn::parse2(name_self(input.to_token_stream(), &input.ident)).unwrap_or(input)
}

fn name_self(tokens: TokenStream, name: &Ident) -> TokenStream {
    let named = tokens.into_iter().map(|token| match token {
        TokenTree::Ident(ident) if ident == "Self" => {
            let mut name = name.clone();
            name.set_span(ident.span());
            TokenTree::Ident(name)
        }
        TokenTree::Group(group) => {
            let mut named = Group::new(group.delimiter(), name_self(group.stream(), name));
            named.set_span(group.span());
            TokenTree::Group(named)
        }
        token => token,
    });
    named.collect()
}

/// The same tokens with each name as it is, where it has an `r#` that it can do without: to Rust `r#size` and `size` are
/// one name.
pub(crate) fn with_plain_names(tokens: TokenStream) -> TokenStream {
    let plain = tokens.into_iter().map(|token| match token {
        TokenTree::Ident(ident) => TokenTree::Ident(plain_name(ident)),
        TokenTree::Group(group) => {
            let mut plain = Group::new(group.delimiter(), with_plain_names(group.stream()));
            plain.set_span(group.span());
            TokenTree::Group(plain)
        }
        token => token,
    });
    plain.collect()
}

fn plain_name(ident: Ident) -> Ident {
    let text = ident.to_string();
    match text.strip_prefix("r#") {
        // Some editions have this word, which is in no list of syn's.
        Some("gen") | None => ident,
        Some(name) if syn::parse_str::<Ident>(name).is_ok() => Ident::new(name, ident.span()),
        Some(_) => ident,
    }
}

/// The fields of a struct with named fields.
pub(crate) fn named_fields(data: &Data) -> Option<&Punctuated<Field, Token![,]>> {
    match data {
        Data::Struct(DataStruct { fields: Fields::Named(fields), .. }) => Some(&fields.named),
        _ => None,
    }
}

/// The variants of an enum.
pub(crate) fn enum_variants(data: &Data) -> Option<&Punctuated<Variant, Token![,]>> {
    match data {
        Data::Enum(data) => Some(&data.variants),
        _ => None,
    }
}

/// Takes the types of fields out of the invisible parentheses in which a macro hands on what it was given: `Attr<$ty>` is
/// read as `Attr<i64>` is then.
pub(crate) fn ungroup_fields(data: &mut Data) {
    if let Data::Struct(DataStruct { fields, .. }) = data {
        fields.iter_mut().for_each(|field| ungroup(&mut field.ty));
    }
}

/// The same of a type and of what stands in it; not behind `&`, where one with several bounds needs them.
pub(crate) fn ungroup(ty: &mut Type) {
    while let Type::Group(group) = ty {
        *ty = group.elem.as_ref().clone();
    }
    match ty {
        Type::Path(path) => {
            for segment in &mut path.path.segments {
                let PathArguments::AngleBracketed(given) = &mut segment.arguments else { continue };
                for argument in &mut given.args {
                    if let GenericArgument::Type(inner) = argument {
                        ungroup(inner);
                    }
                }
            }
        }
        Type::Tuple(tuple) => tuple.elems.iter_mut().for_each(ungroup),
        Type::Array(array) => ungroup(&mut array.elem),
        Type::Slice(slice) => ungroup(&mut slice.elem),
        Type::Paren(paren) => ungroup(&mut paren.elem),
        _ => {}
    }
}

/// What a type looks like, by its last path segment.
#[derive(Clone, Debug)]
pub(crate) enum Shape {
    /// `String`, `Arc<str>`
    Text,
    /// `i64`
    Int,
    /// `f64`
    Float,
    /// `bool`
    Bool,
    /// A scalar that is returned by value: other numbers, `Uuid`, dates, addresses and networks.
    Copy,
    /// `Vec<T>`
    List(Type),
    /// `BTreeMap<…>`, `HashMap<…>`
    Dict,
    /// `BTreeSet<…>`, `HashSet<…>`
    Set,
    /// `Box<T>`
    Boxed(Type),
    /// `AnyOf<T>`
    Subclass,
    /// Anything else.
    Other,
}

impl Shape {
    /// Whether it is a type of core whose values are single ones.
    pub(crate) fn is_scalar(&self) -> bool {
        matches!(self, Self::Text | Self::Int | Self::Float | Self::Bool | Self::Copy)
    }
}

/// Types without parameters whose values are returned as they are.
const COPY: [&str; 20] = [
    "i8",
    "i16",
    "i32",
    "u8",
    "u16",
    "u32",
    "u64",
    "f32",
    "Duration",
    "SystemTime",
    "MacAddress",
    "PciAddress",
    "Uuid",
    "NaiveDateTime",
    "IpAddr",
    "Ipv4Addr",
    "Ipv6Addr",
    "IpNet",
    "Ipv4Net",
    "Ipv6Net",
];

/// What a type looks like, by its last path segment.
pub(crate) fn shape(ty: &Type) -> Shape {
    let Some(segment) = last_segment(ty) else { return Shape::Other };
    match (segment.ident.to_string().as_str(), only_type_argument(segment)) {
        ("String", None) => Shape::Text,
        ("Arc", Some(inner)) if last_segment(inner).is_some_and(|inner| inner.ident == "str") => Shape::Text,
        ("i64", None) => Shape::Int,
        ("f64", None) => Shape::Float,
        ("bool", None) => Shape::Bool,
        (name, None) if COPY.contains(&name) => Shape::Copy,
        ("DateTime", Some(_)) => Shape::Copy,
        ("Vec", Some(element)) => Shape::List(element.clone()),
        ("Box", Some(inner)) => Shape::Boxed(inner.clone()),
        ("AnyOf", Some(_)) => Shape::Subclass,
        ("BTreeMap" | "HashMap", _) => Shape::Dict,
        ("BTreeSet" | "HashSet", _) => Shape::Set,
        _ => Shape::Other,
    }
}

/// Whether it is `dyn DynObject`, whatever stands beside it.
pub(crate) fn names_any_object(object: &TypeTraitObject) -> bool {
    object.bounds.iter().filter_map(bound_name).any(|name| name == "DynObject")
}

/// The name of a trait that is a bound.
pub(crate) fn bound_name(bound: &TypeParamBound) -> Option<String> {
    match bound {
        TypeParamBound::Trait(bound) => bound.path.segments.last().map(|segment| segment.ident.to_string()),
        _ => None,
    }
}

/// The name of a primitive type.
pub(crate) fn primitive(ty: &Type) -> Option<String> {
    const NAMES: [&str; 17] = [
        "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32", "u64", "u128", "usize", "f32", "f64",
        "bool", "char", "str",
    ];
    let Type::Path(path) = ty else { return None };
    let name = path.path.get_ident()?.to_string();
    NAMES.contains(&name.as_str()).then_some(name)
}

/// Whether a type is a name alone, of none that is known: an alias, a mixin, a type of the user's.
pub(crate) fn is_name_alone(ty: &Type) -> bool {
    let is_name = matches!(ty, Type::Path(path) if path.path.get_ident().is_some());
    is_name && matches!(shape(ty), Shape::Other) && primitive(ty).is_none()
}

/// The `T` of `Option<T>`.
pub(crate) fn option_argument(ty: &Type) -> Option<&Type> {
    last_segment(ty).filter(|segment| segment.ident == "Option").and_then(only_type_argument)
}

/// What is in an adapter of core's, whose getter gives it: in `JsonOf`, and in a `Text` that its path tells from another.
pub(crate) fn adapted(ty: &Type) -> Option<&Type> {
    let Type::Path(path) = ty else { return None };
    let mut segments = path.path.segments.iter().rev();
    let last = segments.next()?;
    let is_ours = last.ident == "JsonOf"
        || last.ident == "Text" && segments.next().is_some_and(|before| before.ident == "fields");
    match &last.arguments {
        PathArguments::AngleBracketed(given) if is_ours => match given.args.first()? {
            GenericArgument::Type(ty) => Some(ty),
            _ => None,
        },
        _ => None,
    }
}

/// Whether two types are written with the same tokens.
pub(crate) fn same_tokens(a: &Type, b: &Type) -> bool {
    a.to_token_stream().to_string() == b.to_token_stream().to_string()
}

/// Whether two types are written alike, but for a `self::` in front, which says what their names alone do.
pub(crate) fn same_type(a: &Type, b: &Type) -> bool {
    same_tokens(&without_self(a), &without_self(b))
}

fn without_self(ty: &Type) -> Type {
    let mut ty = ty.clone();
    if let Type::Path(path) = &mut ty
        && path.path.segments.len() > 1
        && path.path.segments.first().is_some_and(|first| first.ident == "self")
    {
        path.path.segments = path.path.segments.iter().skip(1).cloned().collect();
    }
    ty
}

pub(crate) fn last_segment(ty: &Type) -> Option<&PathSegment> {
    match ty {
        Type::Path(path) if path.qself.is_none() => path.path.segments.last(),
        Type::Group(group) => last_segment(&group.elem),
        Type::Paren(paren) => last_segment(&paren.elem),
        _ => None,
    }
}

pub(crate) fn only_type_argument(segment: &PathSegment) -> Option<&Type> {
    match &segment.arguments {
        PathArguments::AngleBracketed(angle) if angle.args.len() == 1 => match angle.args.first() {
            Some(GenericArgument::Type(ty)) => Some(ty),
            _ => None,
        },
        _ => None,
    }
}

/// Documentation as it was written: text, and macros such as `include_str!("…")` that only the compiler can expand.
#[derive(Clone, Debug, Default)]
pub(crate) struct DocText(Vec<DocPart>);

/// A part of a documentation.
#[derive(Clone, Debug)]
enum DocPart {
    /// Lines joined with `\n`, one leading space taken from each.
    Lines(String),
    /// A macro that gives lines.
    Macro(Box<Expr>),
}

impl DocText {
    /// The text when it is one.
    pub(crate) fn as_str(&self) -> Option<&str> {
        match self.0.as_slice() {
            [] => Some(""),
            [DocPart::Lines(lines)] => Some(lines),
            _ => None,
        }
    }

    /// Its first paragraph in one line, as far as it is known.
    pub(crate) fn summary(&self) -> String {
        match self.0.first() {
            Some(DocPart::Lines(lines)) => {
                let ends = |line: &str| line.trim().is_empty() || begins_block(line.trim_start());
                let rest = lines.lines().skip(1).take_while(|line| !ends(line));
                let lines = lines.lines().take(1).chain(rest).map(str::trim);
                lines.collect::<Vec<_>>().join(" ")
            }
            _ => String::new(),
        }
    }

    /// The same where it is a sentence or several, and no heading, list or code.
    pub(crate) fn sentence(&self) -> Option<String> {
        let is_sentence = match self.0.first() {
            Some(DocPart::Lines(lines)) => !begins_block(lines.lines().next().unwrap_or_default()),
            _ => false,
        };
        Some(self.summary()).filter(|words| is_sentence && !words.is_empty())
    }

    /// The same with more behind it.
    pub(crate) fn with(&self, more: String) -> Self {
        let mut parts = self.0.clone();
        push_line(&mut parts, more);
        Self(parts)
    }

    /// What it says, or else this.
    pub(crate) fn or(&self, other: String) -> Self {
        if self.as_str() == Some("") { Self::default().with(other) } else { self.clone() }
    }
}

impl ToTokens for DocText {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        if let Some(text) = self.as_str() {
            return text.to_tokens(tokens);
        }
        let mut parts = TokenStream::new();
        for (index, part) in self.0.iter().enumerate() {
            let separator = (index > 0).then_some("\n").into_iter();
            parts.extend(quote!(#(#separator,)*));
            match part {
                DocPart::Lines(lines) => parts.extend(quote!(#lines,)),
                DocPart::Macro(given) => parts.extend(quote!(#given,)),
            }
        }
        tokens.extend(quote!(::core::concat!(#parts)));
    }
}

/// The documentation of what has these attributes.
pub(crate) fn docs(attrs: &[Attribute]) -> DocText {
    let mut parts = Vec::new();
    for attr in attrs.iter().filter(|attr| attr.path().is_ident("doc")) {
        let Meta::NameValue(meta) = &attr.meta else { continue };
        match &meta.value {
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => {
                let (is_block, text) = (is_block_comment(text), text.value());
                let lines = if is_block {
                    lines_of_block(&text)
                } else {
                    text.lines().map(|line| line.strip_prefix(' ').unwrap_or(line)).collect()
                };
                push_line(&mut parts, lines.join("\n"));
            }
            given @ Expr::Macro(_) => parts.push(DocPart::Macro(Box::new(given.clone()))),
            _ => {}
        }
    }
    if let Some(DocPart::Lines(lines)) = parts.first_mut() {
        *lines = lines.trim_start_matches('\n').to_owned();
    }
    if let Some(DocPart::Lines(lines)) = parts.last_mut() {
        lines.truncate(lines.trim_end_matches('\n').len());
    }
    DocText(parts)
}

/// Whether a line of a documentation begins what is no paragraph: a heading, a list, code, a quotation, a table, or HTML.
fn begins_block(line: &str) -> bool {
    let text = line.trim_start();
    let behind_number = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_item = [text.strip_prefix(['-', '*', '+'])]
        .into_iter()
        .chain([behind_number.strip_prefix(['.', ')']).filter(|_| behind_number.len() < text.len())])
        .flatten()
        .any(|rest| rest.is_empty() || rest.starts_with(' '));
    let is_heading = text.starts_with('#') && text.trim_start_matches('#').starts_with([' ', '\t']);
    let is_html = text.strip_prefix('<').is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'))
    });
    is_item
        || is_heading
        || is_html
        || line.starts_with("    ")
        || ["```", "~~~", ">", "|"].iter().any(|start| text.starts_with(start))
}

/// Whether a documentation was written between `/**` and `*/`.
fn is_block_comment(text: &LitStr) -> bool {
    text.span().source_text().is_some_and(|source| source.starts_with("/*"))
}

/// The lines of a block comment as rustdoc shows them: without the column of stars, and without what all are indented by.
fn lines_of_block(text: &str) -> Vec<&str> {
    let mut lines: Vec<&str> = text.lines().collect();
    let is_stars = |line: &&str| line.chars().all(|c| c == '*');
    let ends_in_stars = |last: &&str| !last.is_empty() && is_stars(last);
    if lines.len() > 1 && lines.last().is_some_and(ends_in_stars) {
        lines.pop();
    }
    let is_apart = lines.len() > 1 && lines.first().is_some_and(is_stars);
    lines.drain(..usize::from(is_apart));
    // The first line stands behind the `/**`, unless it begins with a star itself.
    let is_behind = |first: &&str| !is_apart && !first.trim_start().starts_with('*');
    let behind = usize::from(lines.first().is_some_and(is_behind));
    let column = |line: &&str| {
        let rest = line.trim_start_matches([' ', '\t']);
        rest.starts_with('*').then(|| line.len() - rest.len())
    };
    let told: Vec<_> = lines.iter().skip(behind).filter(|line| !line.trim().is_empty()).map(column).collect();
    if let Some(Some(stars)) = told.first()
        && told.iter().all(|other| *other == Some(*stars))
    {
        for line in lines.iter_mut().skip(behind).filter(|line| column(line).is_some()) {
            *line = &line[stars + 1..];
        }
    }
    // Nor has that one the indentation of the others.
    let of_line = |line: &&str| line.len() - line.trim_start().len();
    let (first, others) = lines.split_at_mut(behind);
    let common = others.iter().filter(|line| !line.trim().is_empty()).map(of_line).min().unwrap_or_default();
    for line in others {
        *line = line.get(common..).unwrap_or_default();
    }
    for line in first {
        *line = line.trim_start();
    }
    for line in &mut lines {
        *line = line.trim_end();
    }
    while lines.last().is_some_and(|last| last.is_empty()) {
        lines.pop();
    }
    lines
}

fn push_line(parts: &mut Vec<DocPart>, line: String) {
    match parts.last_mut() {
        Some(DocPart::Lines(lines)) => {
            lines.push('\n');
            lines.push_str(&line);
        }
        _ => parts.push(DocPart::Lines(line)),
    }
}

/// The ident with something after it, at the same place; `r#` is left out.
pub(crate) fn suffixed(ident: &Ident, suffix: &str) -> Ident {
    format_ident!("{}{suffix}", ident.unraw(), span = ident.span())
}

/// Whether an expression has the type that is asked of it: `Default::default()`, `"5".parse().unwrap()`, `words.collect()`.
pub(crate) fn is_of_any_type(expr: &Expr) -> bool {
    match expr {
        Expr::Paren(inner) => is_of_any_type(&inner.expr),
        Expr::Call(call) => match &*call.func {
            Expr::Path(path) if path.qself.is_none() && call.args.is_empty() => {
                let mut segments = path.path.segments.iter().rev().map(|segment| segment.ident.to_string());
                segments.next().as_deref() == Some("default") && segments.next().as_deref() == Some("Default")
            }
            _ => false,
        },
        Expr::MethodCall(call) if call.turbofish.is_none() => match call.method.to_string().as_str() {
            "into" | "collect" | "parse" | "try_into" => true,
            "unwrap" | "expect" | "unwrap_or_default" => is_of_any_type(&call.receiver),
            _ => false,
        },
        _ => false,
    }
}

/// An ident's text without `r#`.
pub(crate) fn plain(ident: &Ident) -> String {
    ident.unraw().to_string()
}

/// A type as people write it.
pub(crate) fn type_text(ty: &Type) -> String {
    spaced(ty.to_token_stream())
}

/// The tokens in one line, with spaces where people write them.
pub(crate) fn spaced(tokens: TokenStream) -> String {
    let mut words = Vec::new();
    flatten(tokens, &mut words);
    let mut out = String::new();
    for (i, word) in words.iter().enumerate() {
        let before = i.checked_sub(1).and_then(|i| words.get(i));
        let next = words.get(i + 1);
        if word == "," && next.is_some_and(|next| next == ">") {
            continue;
        }
        if before.is_some_and(|before| has_space(before, word)) {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// The tokens as words: joint punctuation and lifetimes are one word each.
fn flatten(tokens: TokenStream, words: &mut Vec<String>) {
    let mut joint = false;
    for token in tokens {
        let was_joint = std::mem::take(&mut joint);
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::None => ("", ""),
                };
                words.extend((!open.is_empty()).then(|| open.to_owned()));
                flatten(group.stream(), words);
                words.extend((!close.is_empty()).then(|| close.to_owned()));
            }
            TokenTree::Punct(punct) => {
                let c = punct.as_char();
                let continues =
                    |last: &str| matches!((last, c), (":", ':') | ("-" | "=", '>') | ("." | "..", '.' | '='));
                match words.last_mut() {
                    Some(last) if was_joint && continues(last) => last.push(c),
                    _ => words.push(c.to_string()),
                }
                joint = punct.spacing() == Spacing::Joint;
            }
            TokenTree::Ident(ident) => match words.last_mut() {
                Some(last) if was_joint && last == "'" => {
                    last.push_str(&ident.to_string());
                }
                _ => words.push(ident.to_string()),
            },
            TokenTree::Literal(literal) => words.push(literal.to_string()),
        }
    }
}

fn has_space(before: &str, word: &str) -> bool {
    const WORDS: [&str; 6] = ["mut", "dyn", "impl", "as", "where", "const"];
    let after_name = |text: &str| {
        text.ends_with(|c: char| c.is_alphanumeric() || c == '_')
            && !text.starts_with('\'')
            && !WORDS.contains(&text)
    };
    match (before, word) {
        (_, "," | ";" | ")" | "]" | "." | ":" | ">")
        | ("(" | "[" | "&" | "*" | "." | "::" | "!" | "?" | "<", _) => false,
        (_, "(" | "<" | "!" | "[" | "::") => !(after_name(before) || before == ">"),
        _ => true,
    }
}
