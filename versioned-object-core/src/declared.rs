//! What is checked of a declared history while a crate compiles: the derive sees the fields of one struct, and names of
//! types; what mixins and parents have, and what types are, is known here.

#![allow(clippy::missing_panics_doc, reason = "a panic here is a compile error of the declaration")]

use crate::__private::{has_mistakes, same};
use crate::descriptor::{FieldDescriptor, TypeDescriptor, TypeKind};
use crate::fingerprint::Message;
use crate::version::Version;

/// Fails the build when a field of a mixin, from `start` up to `end`, has a change above the version of the object.
#[track_caller]
pub const fn check_newest(fields: &[FieldDescriptor], start: usize, end: usize, current: Version) {
    if has_mistakes(fields) {
        return;
    }
    let mut at = start;
    while at < end {
        let newest = newest(&fields[at]);
        if current.older_than(newest) {
            let message = Message::new()
                .text("`")
                .text(fields[at].name)
                .text("`, a field of the mixin, changed in ")
                .version(newest)
                .text(", above the object's version ")
                .version(current)
                .text(": raise `version`");
            panic!("{}", message.as_str());
        }
        at += 1;
    }
}

/// Fails the build when a field from `start` up to `end` has the name of one before `start` in an older version. That
/// of the present is looked at elsewhere.
#[track_caller]
pub const fn check_old_names(fields: &[FieldDescriptor], start: usize, end: usize) {
    if has_mistakes(fields) {
        return;
    }
    let mut one = start;
    while one < end {
        let mut other = 0;
        while other < start {
            let (mine, theirs) = (&fields[one], &fields[other]);
            if !(mine.history.is_empty() && theirs.history.is_empty()) {
                old_names_differ(mine, theirs, mine);
                old_names_differ(mine, theirs, theirs);
            }
            other += 1;
        }
        one += 1;
    }
}

/// Looks before each change of `changed`, one of the two: names are others there.
#[track_caller]
const fn old_names_differ(one: &FieldDescriptor, other: &FieldDescriptor, changed: &FieldDescriptor) {
    let mut at = 0;
    while at < changed.history.len() {
        let change = &changed.history[at];
        at += 1;
        let last = last_before(one, change.version, Version::new(0, 0));
        let last = last_before(other, change.version, last);
        let name = one.name_in(last);
        if one.exists_in(last) && other.exists_in(last) && same(name, other.name_in(last)) {
            let message = Message::new()
                .text("before ")
                .version(change.version)
                .text(" two fields are `")
                .text(name)
                .text("` on the wire, one here and one of the object, its parent or another mixin: one of the names \
                       in `renamed` is wrong");
            panic!("{}", message.as_str());
        }
    }
}

/// The last version below `end` in which something happened to a field, and `from` at least.
const fn last_before(field: &FieldDescriptor, end: Version, from: Version) -> Version {
    let mut last = from;
    let mut at = 0;
    while at < field.history.len() {
        last = later_below(last, field.history[at].version, end);
        at += 1;
    }
    if let Some(since) = field.since {
        last = later_below(last, since, end);
    }
    if let Some(until) = field.until {
        last = later_below(last, until, end);
    }
    last
}

const fn later_below(last: Version, version: Version, end: Version) -> Version {
    if version.older_than(end) && last.older_than(version) { version } else { last }
}

/// The newest version that did something to a field.
const fn newest(field: &FieldDescriptor) -> Version {
    last_before(field, Version::new(u32::MAX, u32::MAX), Version::new(0, 0))
}

/// Fails the build when values of two types cannot have the same form on the wire.
#[track_caller]
pub const fn check_as_is(before: &TypeDescriptor, after: &TypeDescriptor) {
    let (before, after) = (form(before), form(after));
    if !before.is_empty() && !after.is_empty() && !same(before, after) {
        let message = Message::new()
            .text("`as_is` is for values that have the same form on the wire, but they are ")
            .text(before)
            .text(" before and ")
            .text(after)
            .text(" now: write `down` and `up`");
        panic!("{}", message.as_str());
    }
}

/// What values of a type are in JSON; empty where that is not known here.
const fn form(ty: &TypeDescriptor) -> &'static str {
    const NUMBERS: &[&str] = &["Integer", "NonNegativeInteger", "Float", "NonNegativeFloat"];
    const TRUTHS: &[&str] = &["Boolean", "FlexibleBoolean"];
    const TEXTS: &[&str] = &["String", "SensitiveString", "UUID", "DateTime", "MACAddress", "PCIAddress"];
    match ty.kind {
        TypeKind::List(_) | TypeKind::Set(_) => "lists",
        TypeKind::Dict(_) => "maps",
        TypeKind::Object(_) | TypeKind::AnyObject => "objects",
        TypeKind::Enum(_) => "texts",
        TypeKind::Scalar if is_one_of(ty.name, NUMBERS) => "numbers",
        TypeKind::Scalar if is_one_of(ty.name, TRUTHS) => "truth values",
        TypeKind::Scalar if is_one_of(ty.name, TEXTS) => "texts",
        _ => "",
    }
}

const fn is_one_of(name: &str, names: &[&str]) -> bool {
    let mut at = 0;
    while at < names.len() {
        if same(name, names[at]) {
            return true;
        }
        at += 1;
    }
    false
}
