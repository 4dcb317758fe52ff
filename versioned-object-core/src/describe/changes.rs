//! What is checked of changes while a crate compiles: that one gave a field another type, and that every version of an
//! object has one, where fields of mixins and of a parent are among those that changed. Of an object that has neither,
//! the derive sees all.

#![allow(clippy::missing_panics_doc, reason = "a panic here is a compile error of the declaration")]

use std::marker::PhantomData;

use crate::base::version::Version;
use crate::describe::checks::has_mistakes;
use crate::describe::const_text::Message;
use crate::describe::descriptor::{FieldDescriptor, ObjectDescriptor};

/// Fails the build when a version, up to that of the object, changed nothing. The versions of the parent, up to its own,
/// have changes; of one without a name, which was declared with mistakes, nothing is known.
#[track_caller]
pub const fn check_changes(object: &ObjectDescriptor, parent: Option<(&str, Version)>) {
    let current = object.version;
    if current.minor == 0 || has_mistakes(object.slots) {
        return;
    }
    if let Some((name, _)) = parent
        && name.is_empty()
    {
        return;
    }
    // That something is above the version is told elsewhere.
    if next(object, current).is_some() {
        return;
    }
    let before_all = Version::new(current.major, 0);
    let mut at = match next(object, before_all) {
        Some(first) => first,
        None => before_all,
    };
    if let Some((_, parent)) = parent
        && parent.major == current.major
        && !parent.older_than(at)
    {
        at = parent;
    } else if next(object, before_all).is_none() {
        fail(current, None);
    }
    while at.older_than(current) {
        let wanted = Version::new(at.major, at.minor + 1);
        match next(object, at) {
            Some(found) if !wanted.older_than(found) => at = found,
            Some(found) => fail(wanted, Some((at, found))),
            None => fail(current, None),
        }
    }
}

/// Fails the build when a version in a declaration is above that of the parent, which the object has where it says none of
/// its own. `highest` is the highest one there.
#[track_caller]
pub const fn check_inherited(version: Version, (name, parent): (&str, Version), highest: Version) {
    if !name.is_empty() && parent.older_than(version) {
        let message = Message::new()
            .version(version)
            .text(" is above ")
            .version(parent)
            .text(", the version that the object has from ")
            .text(name)
            .text(": add `version = \"")
            .version(highest)
            .text("\"`");
        panic!("{}", message.as_str());
    }
}

/// The first version above `after` that changed something; of another major version there is none.
const fn next(object: &ObjectDescriptor, after: Version) -> Option<Version> {
    let mut found = None;
    let mut at = 0;
    while at < object.slots.len() {
        found = nearest(found, next_of(&object.slots[at], after), after);
        at += 1;
    }
    at = 0;
    while at < object.notes.len() {
        found = nearest(found, Some(object.notes[at].0), after);
        at += 1;
    }
    at = 0;
    while at < object.relationships.len() {
        found = nearest_pair(found, object.relationships[at].versions, after);
        at += 1;
    }
    nearest_pair(found, object.child_versions, after)
}

/// The same of a field.
const fn next_of(field: &FieldDescriptor, after: Version) -> Option<Version> {
    let mut found = nearest(nearest(None, field.since, after), field.until, after);
    let mut at = 0;
    while at < field.history.len() {
        found = nearest(found, Some(field.history[at].version), after);
        at += 1;
    }
    found
}

const fn nearest_pair(
    mut found: Option<Version>,
    pairs: &[(Version, Version)],
    after: Version,
) -> Option<Version> {
    let mut at = 0;
    while at < pairs.len() {
        found = nearest(found, Some(pairs[at].0), after);
        at += 1;
    }
    found
}

/// The lower of two versions, of which `other` counts only above `after` and in the same major version.
const fn nearest(found: Option<Version>, other: Option<Version>, after: Version) -> Option<Version> {
    match (found, other) {
        (_, Some(other)) if other.major != after.major || !after.older_than(other) => found,
        (Some(found), Some(other)) if found.older_than(other) => Some(found),
        (found, None) => found,
        (_, other) => other,
    }
}

#[track_caller]
const fn fail(version: Version, between: Option<(Version, Version)>) -> ! {
    let message =
        Message::new().text("nothing here, in a mixin or in the parent changed in ").version(version);
    let message = match between {
        Some((below, above)) => message.text(", between ").version(below).text(" and ").version(above),
        None => message,
    };
    let message = message
        .text(": give the change its version, or say what no field shows, `note(\"")
        .version(version)
        .text("\", \"\u{2026}\")`");
    panic!("{}", message.as_str());
}

/// Two types.
#[derive(Debug)]
pub struct Both<One, Other>(PhantomData<(One, Other)>);

impl<T> Both<T, T> {
    /// They are one: of two others, the constant of [`Differ`] has this name.
    pub const ARE_SAME: bool = true;
}

/// What is said of two types that differ.
pub trait Differ {
    /// They are two.
    const ARE_SAME: bool = false;
}

impl<One, Other> Differ for Both<One, Other> {}

/// Fails the build when a change gave a field the type that it had.
#[track_caller]
pub const fn check_changed(is_same: bool) {
    assert!(
        !is_same,
        "this is the type since that version too: `from` takes the type before, remove `changed` if there was none"
    );
}
