//! What is checked of the versions of children while a crate compiles.

#![allow(clippy::missing_panics_doc, reason = "a panic here is a compile error of the declaration")]

use crate::base::version::Version;
use crate::describe::checks::has_mistakes;
use crate::describe::const_guess::steps;
use crate::describe::const_text::{Message, same};
use crate::describe::descriptor::{ChangeKind, FieldDescriptor, Relationship, TypeDescriptor};
use crate::describe::lookup::{items_may_be_null, place_of};

/// Fails the build when what stands for a child in the declaration is no field with objects.
#[track_caller]
pub const fn check_relationship(fields: &[FieldDescriptor], name: &str) {
    if has_mistakes(fields) {
        return;
    }
    let message = match of_name(fields, name) {
        Some(field) if field.holds_objects() => return,
        Some(field) => Message::new()
            .text("`")
            .text(field.rust_name)
            .text("` holds no object: `relationships` is for fields with an object or a list of objects"),
        None => {
            let guess = Message::new().guess_field(name, fields);
            let rest = if guess.as_str().is_empty() { ": remove its relationship" } else { guess.as_str() };
            Message::new().text("there is no field `").text(name).text("`").text(rest)
        }
    };
    panic!("{}", message.as_str());
}

/// Fails the build when a pair is of a version of the object that has no objects in the field.
#[track_caller]
pub const fn check_pair(fields: &[FieldDescriptor], name: &str, ours: Version) {
    let Some(field) = holder(fields, name) else { return };
    let message = Message::new().text("`").text(field.rust_name).text("` ");
    let message = if let Some(until) = field.until
        && !ours.older_than(until)
    {
        message.text("is gone since ").version(until).text(": end its pairs below")
    } else if let Some(since) = field.since
        && ours.older_than(since)
    {
        message.text("is not there before ").version(since).text(": begin its pairs with that version")
    } else if !field.type_in(ours).holds_children() {
        message.text("held no object in ").version(ours).text(": remove this pair")
    } else {
        return;
    };
    panic!("{}", message.as_str());
}

/// Fails the build when a pair names a version that the child does not have.
#[track_caller]
pub const fn check_child(fields: &[FieldDescriptor], name: &str, (ours, child): (Version, Version)) {
    if let Some(field) = holder(fields, name)
        && let Some((of, current)) = object_in(field.type_in(ours))
        && current.older_than(child)
    {
        panic!("{}", no_version(of, current, child).as_str());
    }
}

/// Fails the build when the pairs of a field do not end with the version that the child has now.
#[track_caller]
pub const fn check_last_child(
    fields: &[FieldDescriptor],
    name: &str,
    (ours, child): (Version, Version),
    (own_name, version): (&str, Version),
) {
    let Some(field) = holder(fields, name) else { return };
    // What was in it before is at no version any more.
    if field.until.is_some() {
        return;
    }
    if let Some(begins) = begins(field)
        && ours.older_than(begins)
    {
        return;
    }
    let Some((of, current)) = object_in(field.ty) else { return };
    let message = if current.older_than(child) {
        no_version(of, current, child)
    } else if child.older_than(current) {
        let message = Message::new()
            .text("the versions end with ")
            .text(of)
            .text(" ")
            .version(child)
            .text(", but it is at ")
            .version(current)
            .text(": ");
        let is_behind = ours.older_than(version);
        if same(of, own_name) && (is_behind || !(version.older_than(current) || current.older_than(version)))
        {
            let way = if is_behind { "add " } else { "it is the object itself, write " };
            message.text(way).pair(version, current)
        } else {
            let message = if is_behind {
                let unless = message.text("add ").pair(version, current).text(" unless ").version(version);
                unless.text(" is published; then ")
            } else {
                message
            };
            let next = Version::new(version.major, version.minor + 1);
            message.text("raise `version`, and add ").pair(next, current)
        }
    } else {
        return;
    };
    panic!("{}", message.as_str());
}

/// Fails the build when a field from `start` up to `end` has children with versions of their own, and no pairs say which of
/// them go with those of the object. It is asked of an object without older versions too: once its child has a further
/// version, peers that know the object would get a child that they do not.
#[track_caller]
pub const fn check_forgotten(
    fields: &[FieldDescriptor],
    (start, end): (usize, usize),
    given: &[Relationship],
    version: Version,
) {
    let mut at = start;
    while at < end {
        let field = &fields[at];
        at += 1;
        let Some((of, current)) = object_in(field.ty) else { continue };
        if current.minor == 0
            || items_may_be_null(field.ty)
            || field.until.is_some()
            || is_given(given, field.name)
            || is_misspelt(given, field.rust_name, fields)
            || has_mistakes(fields)
        {
            continue;
        }
        let begins = match begins(field) {
            Some(begins) => begins,
            None => Version::new(version.major, 0),
        };
        let mut message = Message::new()
            .text("`")
            .text(of)
            .text("` is at ")
            .version(current)
            .text(", and nothing says which of its versions goes with which of this object: write `relationships(")
            .ident(field.rust_name)
            .text(" = [");
        if begins.older_than(version) {
            message = message.bare_pair(begins, Version::new(current.major, 0)).text(", ");
        }
        let message = message
            .bare_pair(version, current)
            .text("])`, or `relationships(..)` where the versions come from a manifest");
        panic!("{}", message.as_str());
    }
}

/// The name and the version of the objects that follow the version of the object they are in; nothing is known of those
/// that were declared with mistakes.
const fn object_in(ty: &TypeDescriptor) -> Option<(&'static str, Version)> {
    match ty.child().object {
        Some((name, version)) if !name.is_empty() => Some((name, version)),
        _ => None,
    }
}

/// The version since which a field has what it holds now; none where it always had.
const fn begins(field: &FieldDescriptor) -> Option<Version> {
    let (mut begins, mut at) = (field.since, 0);
    while at < field.history.len() {
        let change = &field.history[at];
        let is_later = match begins {
            Some(begins) => begins.older_than(change.version),
            None => true,
        };
        if matches!(change.kind, ChangeKind::Changed { .. }) && is_later {
            begins = Some(change.version);
        }
        at += 1;
    }
    begins
}

/// The field of this name, where it holds objects and nothing of the declaration is mistaken.
const fn holder<'f>(fields: &'f [FieldDescriptor], name: &str) -> Option<&'f FieldDescriptor> {
    match of_name(fields, name) {
        Some(field) if !has_mistakes(fields) && field.holds_objects() => Some(field),
        _ => None,
    }
}

const fn of_name<'f>(fields: &'f [FieldDescriptor], name: &str) -> Option<&'f FieldDescriptor> {
    let at = place_of(fields, name);
    if at < fields.len() { Some(&fields[at]) } else { None }
}

/// Whether a relationship of no field may be that of this one, which is told where it stands.
const fn is_misspelt(given: &[Relationship], name: &str, fields: &[FieldDescriptor]) -> bool {
    let mut at = 0;
    while at < given.len() {
        if of_name(fields, given[at].field).is_none() && steps(given[at].field, name).is_some() {
            return true;
        }
        at += 1;
    }
    false
}

const fn is_given(given: &[Relationship], name: &str) -> bool {
    let mut at = 0;
    while at < given.len() {
        if same(given[at].field, name) {
            return true;
        }
        at += 1;
    }
    false
}

const fn no_version(of: &str, current: Version, child: Version) -> Message {
    Message::new().text("`").text(of).text("` is at ").version(current).text(": there is no ").version(child)
}

impl Message {
    /// A pair, as a declaration has it.
    const fn pair(self, ours: Version, child: Version) -> Self {
        self.text("`").bare_pair(ours, child).text("`")
    }

    const fn bare_pair(self, ours: Version, child: Version) -> Self {
        self.text("(\"").version(ours).text("\", \"").version(child).text("\")")
    }
}
