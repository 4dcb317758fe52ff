//! What readers of older versions get.

use serde_json::{Map, Value as Json};

use crate::base::version::Version;
use crate::describe::descriptor::{FieldDescriptor, ObjectDescriptor};
use crate::reference::document::{Block, Entry, Line, Rank, code, names, text};
use crate::reference::example::{Example, Written};
use crate::reference::members::python_type;

/// As much of a value as is shown.
const SHOWN: usize = 80;

/// A part for each older version, the latest first.
pub(crate) fn older(object: &ObjectDescriptor, example: &Example) -> Vec<Block> {
    let versions = object.versions().rev().skip(1).map(|version| {
        let blocks = at(object, version, example.at(version));
        Block::Entry(Entry {
            rank: Rank::Version,
            title: format!("A reader of {version}"),
            anchor: String::new(),
            blocks,
        })
    });
    versions.collect()
}

/// What is said of one of them.
fn at(object: &ObjectDescriptor, version: Version, written: Result<Written, String>) -> Vec<Block> {
    let (mut left_out, mut same, mut rows) = (Vec::new(), Vec::new(), Vec::new());
    let (now, then) = match &written {
        Ok(written) => (written.now.as_object(), written.then.as_object()),
        Err(_) => (None, None),
    };
    for field in object.all_fields() {
        let name = field.name_in(version);
        let is_left_out = match (now, then) {
            (Some(now), Some(then)) => now.contains_key(field.name) && !then.contains_key(name),
            _ => false,
        };
        if !field.exists_in(version) || is_left_out {
            left_out.extend((field.until.is_none()).then_some(field.name));
        } else if let Some(row) = difference(field, object.version, version, now, then) {
            rows.push(row);
        } else {
            same.push(name);
        }
    }
    let mut lines = Vec::new();
    let mut say = |lead: &str, fields: Vec<&'static str>| {
        if !fields.is_empty() {
            lines.push([vec![text(lead)], names(fields)].concat());
        }
    };
    say("does not get ", left_out);
    say("gets as declared ", same);
    if let Some(hash) = object.fingerprint_at(version) {
        lines.push(vec![text("has the fingerprint "), code(format!("{version}-{hash}"))]);
    }
    let reason = match &written {
        Ok(Written { refused, .. }) => refused.as_ref(),
        Err(reason) => Some(reason),
    };
    if let Some(reason) = reason {
        lines.push(vec![text(format!(
            "needs a version manifest for the objects in it, without which it is {reason}"
        ))]);
    }
    let mut blocks = vec![Block::Items(lines)];
    if !rows.is_empty() {
        let head = &["field", "there", "its type there", "in the example"];
        blocks.push(Block::Table(head, rows));
    }
    blocks
}

/// What is otherwise in a version: the name, the type, or the value.
fn difference(
    field: &FieldDescriptor,
    latest: Version,
    version: Version,
    now: Option<&Map<String, Json>>,
    then: Option<&Map<String, Json>>,
) -> Option<Vec<Line>> {
    let (name, ty) = (field.name_in(version), python_type(field, version));
    let values = (now.and_then(|now| now.get(field.name)), then.and_then(|then| then.get(name)));
    let value = match values {
        (Some(now), Some(then)) if now != then => Some(instead(now, then)),
        _ => None,
    };
    let (here, there) = (field.type_in(latest), field.type_in(version));
    let is_same_type = here.whole_name() == there.whole_name();
    let is_same = name == field.name && ty == python_type(field, latest) && is_same_type && value.is_none();
    (!is_same).then(|| {
        let mut ty = vec![code(ty)];
        // Python has one name for all widths, and for lists of anything.
        if !is_same_type && here.name == there.name {
            ty.extend([text(", as "), code(there.whole_name())]);
        }
        vec![vec![code(field.name)], vec![code(name)], ty, value.unwrap_or_default()]
    })
}

/// A value there, in place of one here.
fn instead(now: &Json, then: &Json) -> Line {
    match (version_of(now), version_of(then)) {
        (Some(now), Some(then)) if now != then => vec![text(format!("an object at {then} instead of {now}"))],
        _ => vec![code(shown(then)), text(" instead of "), code(shown(now))],
    }
}

/// The version of an object, or of the first one in a list.
fn version_of(value: &Json) -> Option<&str> {
    match value {
        Json::Object(parts) => parts.iter().find(|(key, _)| key.ends_with(".version"))?.1.as_str(),
        Json::Array(items) => version_of(items.first()?),
        _ => None,
    }
}

fn shown(value: &Json) -> String {
    let text = value.to_string();
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
