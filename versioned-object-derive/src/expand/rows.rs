//! What a page in rustdoc says of fields, as text: the rows of a table, what versions changed, and an example's members.

use std::collections::BTreeMap;

use quote::ToTokens as _;
use syn::{ExprPath, GenericArgument, Ident, PathArguments, Type};

use crate::model::{Field, Note};
use crate::pyrepr::without_some;
use crate::syntax::{Shape, last_segment, plain, same_tokens, shape, spaced, type_text};
use crate::version::Version;

/// For whose page rows are written.
#[derive(Clone, Copy)]
pub(super) enum Page<'a> {
    /// That of the object which declares the fields: links in them lead to what is in scope there.
    Own {
        /// Whether the object has a table.
        stored: bool,
    },
    /// That of the mixin which declares them.
    OfMixin {
        /// The trait with the accessors.
        access: &'a Ident,
    },
    /// That of a subclass of the object, where only absolute paths lead somewhere.
    OfSubclass,
    /// That of an object with the mixin, or of a subclass, which does not show the accessors.
    OfUser,
}

/// The head of the table of fields.
pub(super) fn table_head() -> &'static str {
    "| field | type | default | notes | meaning |\n|---|---|---|---|---|\n"
}

/// The rows of fields.
pub(super) fn rows(fields: &[Field], page: Page<'_>) -> String {
    fields.iter().map(|field| row(field, page)).collect()
}

/// The members of an example's data, with commas between.
pub(super) fn members(fields: &[Field]) -> String {
    let members = fields.iter().filter_map(|field| match example(field) {
        Example::Member(value) => Some(format!("{}{value}", key(field))),
        _ => None,
    });
    members.collect::<Vec<_>>().join(",\n")
}

/// What stands before a member's value.
fn key(field: &Field) -> String {
    format!("    {:?}: ", field.wire_name)
}

/// The lines that say what an example of these fields leaves out. Those whose types may be asked for a value stand there
/// only for the pages of others, with why these cannot ask.
pub(super) fn left_out(fields: &[Field], of_others: Option<&str>) -> Vec<String> {
    let left = fields.iter().filter_map(|field| match example(field) {
        Example::None(why) => Some(left(field, &why)),
        Example::Asked => of_others.map(|why| left(field, why)),
        Example::Member(_) => None,
    });
    left.collect()
}

fn left(field: &Field, why: &str) -> String {
    format!("- {}: {why}.\n", code(&field.wire_name))
}

/// The types that are asked for a value in an example, each with its fields: what stands before a member, and the lines
/// that say why there is none: it is a type of one's own, or an object.
pub(super) fn asked(fields: &[Field]) -> Vec<(&Type, Vec<[String; 3]>)> {
    let mut types: Vec<(&Type, Vec<[String; 3]>)> = Vec::new();
    for field in fields.iter().filter(|field| matches!(example(field), Example::Asked)) {
        let lines = [key(field), left(field, OF_ITS_TYPE), left(field, OF_AN_OBJECT)];
        match types.iter_mut().find(|(ty, _)| same_tokens(ty, &field.inner)) {
            Some((_, of_type)) => of_type.push(lines),
            None => types.push((&field.inner, vec![lines])),
        }
    }
    types
}

const OF_ITS_TYPE: &str = "its type alone knows a value";
const OF_AN_OBJECT: &str = "an object, which has an example on its own page";

fn row(field: &Field, page: Page<'_>) -> String {
    let name = plain(&field.ident);
    let ty = typed(&field.ty, page);
    let default = field.default.as_ref().map(|default| {
        if is_seen_secret(field) {
            return "a secret".to_owned();
        }
        let value = without_some(&default.expr);
        code(&spaced(value.to_token_stream()))
    });
    let notes = notes(field, page).join(", ");
    let meaning = cell(&field.docs.summary());
    let name = match page {
        Page::Own { .. } | Page::OfSubclass => format!("[`{name}`](#method.{name})"),
        Page::OfMixin { access } => format!("[`{name}`][{access}::{name}]"),
        Page::OfUser => format!("`{name}`"),
    };
    format!("| {name} | {ty} | {} | {notes} | {meaning} |\n", default.unwrap_or_default())
}

/// Whether the declaration shows that values of a field are secrets: of types of one's own, only the compiler knows.
fn is_seen_secret(field: &Field) -> bool {
    field.sensitive || type_text(&field.ty).contains("SensitiveString")
}

/// What is special of a field.
fn notes(field: &Field, page: Page<'_>) -> Vec<String> {
    let mut notes = Vec::new();
    let name = plain(&field.ident);
    if field.wire_name != name {
        notes.push(format!("on the wire {}", code(&field.wire_name)));
    }
    for (given, word) in
        [(field.nullable, "nullable"), (field.read_only, "read-only"), (field.sensitive, "sensitive")]
    {
        notes.extend(given.then(|| word.to_owned()));
    }
    notes.extend(field.validate.as_ref().map(|given| checked(&given.path, page)));
    notes.extend(field.since.as_ref().map(|since| format!("since {}", since.value)));
    notes.extend(field.until.as_ref().map(|until| format!("until {}", until.value)));
    let mut history: Vec<_> = field
        .renamed
        .iter()
        .map(|renamed| (renamed.version.value, code(&renamed.old)))
        .chain(field.changes().filter_map(|(changed, _)| {
            Some((changed.version.value, code(&type_text(changed.from.as_ref()?))))
        }))
        .collect();
    history.sort_by_key(|(version, _)| *version);
    notes.extend(history.into_iter().map(|(version, before)| format!("{before} before {version}")));
    for value in &field.values {
        notes.push(format!("{} since {}", code(&plain(&value.variant)), value.version.value));
    }
    if field.relation().is_some() {
        notes.push("relation".to_owned());
    } else if field.no_column {
        notes.push("no column".to_owned());
    } else if let Some(column) = &field.column {
        notes.push(format!("column {}", code(&column.value)));
    } else if matches!(page, Page::Own { stored: true }) && has_no_column(field) {
        notes.push("no column".to_owned());
    }
    notes
}

/// What checks the values of a field.
fn checked(path: &ExprPath, page: Page<'_>) -> String {
    let name = spaced(path.to_token_stream());
    match page {
        Page::Own { .. } | Page::OfMixin { .. } if path.qself.is_none() => {
            format!("checked by <code>{}</code>", link(&name, &name))
        }
        _ => format!("checked by {}", code(&name)),
    }
}

/// Whether a field is seen to hold objects, which have no column.
fn has_no_column(field: &Field) -> bool {
    matches!(field.shape, Shape::Boxed(_) | Shape::Subclass)
}

/// The rows of what each version changed, in these fields and otherwise.
pub(super) fn change_rows(fields: &[Field], notes: &[Note]) -> String {
    let mut changes: BTreeMap<Version, Vec<String>> = BTreeMap::new();
    for field in fields {
        let name = code(&field.wire_name);
        let mut push = |version: Version, text: String| changes.entry(version).or_default().push(text);
        if let Some(since) = &field.since {
            push(since.value, format!("{name} added"));
        }
        for renamed in &field.renamed {
            push(renamed.version.value, format!("{name} was {}", code(&renamed.old)));
        }
        for (changed, after) in field.changes() {
            if let Some(from) = &changed.from {
                let (from, after) = (code(&type_text(from)), code(&type_text(after)));
                push(changed.version.value, format!("{name} is {after}, and was {from}"));
            }
        }
        for value in &field.values {
            let (new, old) = (code(&plain(&value.variant)), code(&plain(&value.instead)));
            push(value.version.value, format!("{name} may be {new}, for which older versions get {old}"));
        }
        if let Some(until) = &field.until {
            push(until.value, format!("{name} removed"));
        }
    }
    for note in notes {
        changes.entry(note.version.value).or_default().push(cell(&note.text));
    }
    let rows = changes.into_iter().map(|(version, what)| format!("| {version} | {} |\n", what.join("; ")));
    rows.collect()
}

/// What an example says of a field.
enum Example {
    /// A value that it takes, in JSON.
    Member(String),
    /// Its type is asked.
    Asked,
    /// Nothing, and why.
    None(String),
}

fn example(field: &Field) -> Example {
    if let Some(until) = &field.until {
        return Example::None(format!("removed in {}", until.value));
    }
    if field.relation().is_some() {
        return Example::None("in a table of its own".to_owned());
    }
    if field.nullable && (field.validate.is_some() || field.wire_name != "id" && !shows(&field.shape)) {
        return Example::Member("null".to_owned());
    }
    if field.validate.is_some() {
        return Example::None("what it takes is checked by a function".to_owned());
    }
    if field.listed {
        return Example::Member("[]".to_owned());
    }
    match (value(&field.inner, &field.shape, &field.wire_name), &field.shape) {
        (Some(value), _) => Example::Member(value),
        (None, _) if field.nullable => Example::Member("null".to_owned()),
        (None, Shape::Boxed(_) | Shape::Subclass) => Example::None(OF_AN_OBJECT.to_owned()),
        (None, Shape::Other) => Example::Asked,
        (None, _) => Example::None(OF_ITS_TYPE.to_owned()),
    }
}

/// Whether an example has a value in a nullable field of this shape.
fn shows(shape: &Shape) -> bool {
    matches!(shape, Shape::Int | Shape::Bool | Shape::Float)
}

fn value(ty: &Type, shape: &Shape, name: &str) -> Option<String> {
    const UUID: &str = "\"6ba7b810-9dad-11d1-80b4-00c04fd430c8\"";
    Some(match shape {
        Shape::Text if name == "id" || name == "uuid" || name.ends_with("_id") || name.ends_with("_uuid") => {
            UUID.to_owned()
        }
        Shape::Text => format!("{:?}", format!("a {}", name.replace('_', " "))),
        Shape::Int => "1".to_owned(),
        Shape::Float => "0.5".to_owned(),
        Shape::Bool => "false".to_owned(),
        Shape::Copy => match last_segment(ty)?.ident.to_string().as_str() {
            "Uuid" => UUID.to_owned(),
            "DateTime" | "SystemTime" => "\"2026-01-31T12:00:00Z\"".to_owned(),
            "MacAddress" => "\"fa:16:3e:00:00:01\"".to_owned(),
            "IpAddr" | "Ipv4Addr" => "\"192.0.2.1\"".to_owned(),
            "Ipv6Addr" => "\"2001:db8::1\"".to_owned(),
            "IpNet" | "Ipv4Net" => "\"192.0.2.0/24\"".to_owned(),
            "Ipv6Net" => "\"2001:db8::/32\"".to_owned(),
            "i8" | "i16" | "i32" | "u8" | "u16" | "u32" | "u64" => "1".to_owned(),
            "f32" | "Duration" => "0.5".to_owned(),
            "PciAddress" => "\"0000:00:1f.2\"".to_owned(),
            _ => return None,
        },
        Shape::List(item) => match value(item, &self::shape(item), name) {
            Some(item) => format!("[{item}]"),
            None => "[]".to_owned(),
        },
        Shape::Dict => "{}".to_owned(),
        Shape::Set => "[]".to_owned(),
        Shape::Other => match last_segment(ty)?.ident.to_string().as_str() {
            "SensitiveString" => "\"a secret\"".to_owned(),
            "VersionPredicate" => "\">=1.0\"".to_owned(),
            "Ipv4AndV6Addr" => "\"192.0.2.1\"".to_owned(),
            "NonNegativeFloat" => "0.5".to_owned(),
            "FlexibleBoolean" => "false".to_owned(),
            "Json" => "{}".to_owned(),
            "PathBuf" => format!("{:?}", format!("/a/{name}")),
            "Bounded" => match &last_segment(ty)?.arguments {
                PathArguments::AngleBracketed(given) => {
                    let least = given.args.first()?.to_token_stream().to_string().replace(' ', "");
                    least.parse::<i64>().ok()?.to_string()
                }
                _ => return None,
            },
            _ => return None,
        },
        Shape::Boxed(_) | Shape::Subclass => return None,
    })
}

/// A text in a cell of a table.
pub(super) fn cell(text: &str) -> String {
    text.replace('|', "\\|").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text as code, in a cell of a table.
pub(super) fn code(text: &str) -> String {
    let text = cell(text);
    if text.contains('`') { format!("`` {text} ``") } else { format!("`{text}`") }
}

/// A link by the path of what it leads to, or else the name: others may not see it, or its crate may have no pages.
pub(super) fn link(name: &str, path: &str) -> String {
    let link = if path == name { format!("[{name}]") } else { format!("[{name}][{path}]") };
    format!("<span class=\"vo-link\" data-name=\"{name}\">{link}</span>")
}

/// The name of a type, as a link to it.
pub(super) fn linked(ty: &Type) -> String {
    typed(ty, Page::Own { stored: false })
}

/// A type as people write it, with links.
fn typed(ty: &Type, page: Page<'_>) -> String {
    let mut out = String::from("<code>");
    push_type(&mut out, ty, page);
    out.push_str("</code>");
    out
}

fn push_type(out: &mut String, ty: &Type, page: Page<'_>) {
    let path = match ty {
        Type::Path(path) if path.qself.is_none() => &path.path,
        Type::Group(group) => return push_type(out, &group.elem, page),
        Type::Paren(paren) => return push_type(out, &paren.elem, page),
        _ => return out.push_str(&html(&type_text(ty))),
    };
    let Some(last) = path.segments.last() else { return };
    let name = plain(&last.ident);
    let written: Vec<_> = path.segments.iter().map(|segment| plain(&segment.ident)).collect();
    let path = match page {
        Page::Own { .. } | Page::OfMixin { .. } => Some(written.join("::")),
        Page::OfSubclass | Page::OfUser => {
            in_core(&name).map(|path| format!("::versioned_object_core::{path}"))
        }
    };
    let named = match (known(&name), path) {
        (Some(known), _) => format!("[{name}]({known})"),
        (None, Some(path)) => link(&name, &path),
        (None, None) => name,
    };
    out.push_str(&named);
    let PathArguments::AngleBracketed(given) = &last.arguments else { return };
    out.push_str("&lt;");
    for (index, argument) in given.args.iter().enumerate() {
        out.push_str(if index > 0 { ", " } else { "" });
        match argument {
            GenericArgument::Type(ty) => push_type(out, ty, page),
            other => out.push_str(&html(&spaced(other.to_token_stream()))),
        }
    }
    out.push_str("&gt;");
}

fn html(text: &str) -> String {
    cell(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Where a type is that everybody knows.
fn known(name: &str) -> Option<&'static str> {
    Some(match name {
        "Option" => "::core::option::Option",
        "String" => "::std::string::String",
        "Vec" => "::std::vec::Vec",
        "Box" => "::std::boxed::Box",
        "Arc" => "::std::sync::Arc",
        "BTreeMap" => "::std::collections::BTreeMap",
        "BTreeSet" => "::std::collections::BTreeSet",
        "HashMap" => "::std::collections::HashMap",
        "HashSet" => "::std::collections::HashSet",
        "IpAddr" => "::core::net::IpAddr",
        "Ipv4Addr" => "::core::net::Ipv4Addr",
        "Ipv6Addr" => "::core::net::Ipv6Addr",
        "SystemTime" => "::std::time::SystemTime",
        "i8" => "::core::primitive::i8",
        "i16" => "::core::primitive::i16",
        "i32" => "::core::primitive::i32",
        "i64" => "::core::primitive::i64",
        "u8" => "::core::primitive::u8",
        "u16" => "::core::primitive::u16",
        "u32" => "::core::primitive::u32",
        "u64" => "::core::primitive::u64",
        "f32" => "::core::primitive::f32",
        "f64" => "::core::primitive::f64",
        "bool" => "::core::primitive::bool",
        "str" => "::core::primitive::str",
        _ => return None,
    })
}

/// Where core has a type of fields; with another name of core, the link is left as text.
pub(super) fn in_core(name: &str) -> Option<&'static str> {
    Some(match name {
        "Uuid" => "uuid::Uuid",
        "DateTime" => "chrono::DateTime",
        "Utc" => "chrono::Utc",
        "NaiveDateTime" => "chrono::NaiveDateTime",
        "MacAddress" => "fields::MacAddress",
        "PciAddress" => "fields::PciAddress",
        "SensitiveString" => "fields::SensitiveString",
        "Json" => "fields::Json",
        "VersionPredicate" => "fields::VersionPredicate",
        "Ipv4AndV6Addr" => "fields::Ipv4AndV6Addr",
        "NonNegativeFloat" => "fields::NonNegativeFloat",
        "FlexibleBoolean" => "fields::FlexibleBoolean",
        "Bounded" => "fields::Bounded",
        "Text" => "fields::Text",
        "JsonOf" => "fields::JsonOf",
        "AnyOf" => "fields::AnyOf",
        "DynObject" => "DynObject",
        _ => return None,
    })
}
