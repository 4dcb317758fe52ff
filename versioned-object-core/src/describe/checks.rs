//! What is checked of a declared history while a crate compiles: the derive sees the fields of one struct, and names of
//! types; what mixins and parents have, and what types are, is known here.

#![allow(clippy::missing_panics_doc, reason = "a panic here is a compile error of the declaration")]

use crate::base::version::Version;
use crate::describe::const_names::{Hash, Names};
use crate::describe::const_text::{Message, same, same_bytes};
use crate::describe::descriptor::{
    ChangeKind, DefaultDescriptor, DefaultRepr, ExtraFieldDescriptor, FieldDescriptor, Form,
    MethodDescriptor, ObjectDescriptor, TypeDescriptor, TypeKind,
};
use crate::describe::fingerprint;
use crate::describe::lookup::{SUBCLASSES, place_of};

/// Fails the build when a field of a mixin, from `start` up to `end`, has a change above the version of the object, or,
/// where that is its first one, below it.
#[track_caller]
pub const fn check_versions(
    fields: &[FieldDescriptor],
    (start, end): (usize, usize),
    current: Version,
    is_first: bool,
) {
    if has_mistakes(fields) {
        return;
    }
    let mut at = start;
    while at < end {
        let newest = newest(&fields[at]);
        let none = Version::new(0, 0);
        if is_first && none.older_than(newest) && newest.older_than(current) {
            let message = Message::new()
                .text("`")
                .text(fields[at].rust_name)
                .text("`, a field of the mixin, changed in ")
                .version(newest)
                .text(", below ")
                .version(current)
                .text(", the first version of the object");
            panic!("{}", message.as_str());
        }
        if current.older_than(newest) {
            let message = Message::new()
                .text("`")
                .text(fields[at].rust_name)
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
    let (mut theirs, mut other) = (Names::new(), 0);
    while other < start {
        ever_named(&fields[other], &mut theirs);
        other += 1;
    }
    let mut one = start;
    while one < end {
        let mut other = if may_have_been(&fields[one], &theirs) { 0 } else { start };
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

/// Adds the names that a field has or had on the wire.
const fn ever_named(field: &FieldDescriptor, names: &mut Names) {
    names.add(Hash::of(field.name));
    let mut at = 0;
    while at < field.history.len() {
        if let ChangeKind::Renamed { from } = field.history[at].kind {
            names.add(Hash::of(from));
        }
        at += 1;
    }
}

/// Whether one of these names may have been, or be, that of the field.
const fn may_have_been(field: &FieldDescriptor, names: &Names) -> bool {
    let (mut found, mut at) = (names.may_have(Hash::of(field.name)), 0);
    while !found && at < field.history.len() {
        if let ChangeKind::Renamed { from } = field.history[at].kind {
            found = names.may_have(Hash::of(from));
        }
        at += 1;
    }
    found
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
pub const fn check_as_is(
    before: &TypeDescriptor,
    after: &TypeDescriptor,
    version: Version,
    replaced: &[&str],
) {
    if let Some(value) = new_value(before, after, replaced) {
        let message = Message::new()
            .text("`")
            .text(value)
            .text("` is no value of the enum before: say what older versions get, `value(\"")
            .version(version)
            .text("\", …, instead = …)`, or write `down` and `up`");
        panic!("{}", message.as_str());
    }
    if let Some(key) = new_key(before, after) {
        let message = Message::new().text("`").text(key);
        let message =
            message.text("`, which keys may be, is no value of the enum before: write `down` and `up`");
        panic!("{}", message.as_str());
    }
    if let Some((was, is)) = keys_differ(before, after) {
        let message = Message::new()
            .text("`as_is` is for maps whose keys have the same form, but they are ")
            .text(was)
            .text(" before and ")
            .text(is)
            .text(" now: write `down` and `up`");
        panic!("{}", message.as_str());
    }
    if forms_differ(before, after) {
        let message =
            Message::new().text("`as_is` is for values that have the same form on the wire, but they are ");
        let message = with_form(message, before).text(" before and ");
        let message = with_form(message, after).text(" now: write `down` and `up`");
        panic!("{}", message.as_str());
    }
}

/// A value of an enum, or of one in it, that the type before has not, and that is not replaced.
const fn new_value(
    before: &TypeDescriptor,
    after: &TypeDescriptor,
    replaced: &[&str],
) -> Option<&'static str> {
    match (before.kind, after.kind) {
        (TypeKind::Enum(was), TypeKind::Enum(is)) => {
            let mut at = 0;
            while at < is.values.len() {
                if !has(was.values, is.values[at]) && !has(replaced, is.values[at]) {
                    return Some(is.values[at]);
                }
                at += 1;
            }
            None
        }
        _ => match both_items(before, after) {
            Some((before, after)) => new_value(before, after, replaced),
            None => None,
        },
    }
}

/// A value of an enum, of which the keys of maps are, that the type before has not.
const fn new_key(before: &TypeDescriptor, after: &TypeDescriptor) -> Option<&'static str> {
    if let (Some(was), Some(is)) = (before.key, after.key)
        && let Some(value) = new_value(was, is, &[])
    {
        return Some(value);
    }
    match both_items(before, after) {
        Some((before, after)) => new_key(before, after),
        None => None,
    }
}

/// What the keys of maps are before and after, where that differs.
const fn keys_differ(
    before: &TypeDescriptor,
    after: &TypeDescriptor,
) -> Option<(&'static str, &'static str)> {
    let (was, is) = (form_of_keys(before), form_of_keys(after));
    if !was.is_empty() && !is.is_empty() && !same(was, is) {
        return Some((was, is));
    }
    match both_items(before, after) {
        Some((before, after)) => keys_differ(before, after),
        None => None,
    }
}

/// What the keys of a map stand for, in a word; empty where that is not known here, and of what is no map.
const fn form_of_keys(ty: &TypeDescriptor) -> &'static str {
    match (ty.kind, ty.key) {
        (TypeKind::Dict(_), Some(key)) => form(key),
        (TypeKind::Dict(_), None) => "texts",
        _ => "",
    }
}

/// What is in values of two types that both have something in them.
const fn both_items<'t>(
    before: &'t TypeDescriptor,
    after: &'t TypeDescriptor,
) -> Option<(&'t TypeDescriptor, &'t TypeDescriptor)> {
    match (before.kind, after.kind) {
        (
            TypeKind::List(before) | TypeKind::Set(before) | TypeKind::Dict(before),
            TypeKind::List(after) | TypeKind::Set(after) | TypeKind::Dict(after),
        ) => Some((before, after)),
        _ => None,
    }
}

const fn has(texts: &[&str], text: &str) -> bool {
    let mut at = 0;
    while at < texts.len() && !same(texts[at], text) {
        at += 1;
    }
    at < texts.len()
}

/// Whether values of two types, or what is in them, have two forms in JSON, as far as that is known here.
const fn forms_differ(before: &TypeDescriptor, after: &TypeDescriptor) -> bool {
    let (was, is) = (form(before), form(after));
    if was.is_empty() || is.is_empty() {
        return false;
    }
    match (both_items(before, after), before.object, after.object) {
        _ if !same(was, is) => true,
        (Some((before, after)), _, _) => forms_differ(before, after),
        // The name stands in the envelope.
        (None, Some((was, _)), Some((is, _))) => !same(before.detail, SUBCLASSES) && !same(was, is),
        _ => false,
    }
}

/// What values of a type are in JSON, with what is in them.
const fn with_form(message: Message, ty: &TypeDescriptor) -> Message {
    let message = message.text(form(ty));
    match (ty.kind, ty.object) {
        (TypeKind::List(item) | TypeKind::Set(item) | TypeKind::Dict(item), _) if !form(item).is_empty() => {
            with_form(message.text(" of "), item)
        }
        (TypeKind::Object(_), Some((name, _))) => message.text(" `").text(name).text("`"),
        _ => message,
    }
}

/// What values of a type are in JSON, in a word; empty where that is not known here.
const fn form(ty: &TypeDescriptor) -> &'static str {
    match (ty.kind, ty.form) {
        (TypeKind::List(_) | TypeKind::Set(_), _) => "lists",
        (TypeKind::Dict(_), _) => "maps",
        (TypeKind::Object(_) | TypeKind::AnyObject, _) => "objects",
        (TypeKind::Scalar, Form::Integer { .. } | Form::Number { .. }) => "numbers",
        (TypeKind::Scalar, Form::Truth) => "truth values",
        (TypeKind::Enum(_), _) | (TypeKind::Scalar, Form::Text | Form::Moment | Form::Uuid) => "texts",
        (TypeKind::Scalar, Form::Any | Form::Json) => "",
    }
}

/// Fails the build when a field from `start` up to `end` has the name of one before `start`, or an accessor of the name of
/// one of its accessors.
#[track_caller]
pub const fn check_names(fields: &[FieldDescriptor], start: usize, end: usize) {
    if has_mistakes(fields) {
        return;
    }
    let (mut on_wire, mut in_rust, mut other) = (Names::new(), Names::new(), 0);
    while other < start {
        on_wire.add(Hash::of(fields[other].name));
        let accessors = accessors(fields[other].rust_name);
        let mut at = 0;
        while at < accessors.len() {
            in_rust.add(accessors[at]);
            at += 1;
        }
        other += 1;
    }
    let mut one = start;
    while one < end {
        let (mut may_meet, mut at) = (on_wire.may_have(Hash::of(fields[one].name)), 0);
        let accessors = accessors(fields[one].rust_name);
        while !may_meet && at < accessors.len() {
            may_meet = in_rust.may_have(accessors[at]);
            at += 1;
        }
        let mut other = if may_meet { 0 } else { start };
        while other < start {
            names_differ(&fields[one], &fields[other]);
            other += 1;
        }
        one += 1;
    }
}

/// The name of a field in Rust, and those of what is named after it. Two fields meet in one of these, for `x_mut` and
/// `set_x` have a `set_x_mut` each.
const fn accessors(name: &str) -> [Hash; 4] {
    let name = Hash::of(name);
    [name, Hash::of("set_").then(name), Hash::of("try_").then(name), name.then(Hash::of("_mut"))]
}

#[track_caller]
const fn names_differ(one: &FieldDescriptor, other: &FieldDescriptor) {
    const PLACES: &str =
        ", one here and one of the object, its parent or another mixin: give one of them another ";
    let (mine, theirs) = (one.rust_name, other.rust_name);
    let message = if same(one.name, other.name) {
        let message = Message::new().text("two fields are `").text(one.name).text("` on the wire");
        message.text(PLACES).text("`rename`")
    } else if same(mine, theirs) {
        let message = Message::new().text("two fields are `").text(mine).text("` in Rust");
        message.text(PLACES).text("name, and `rename` to keep the one on the wire")
    } else if is_accessor(mine, theirs)
        || is_accessor(theirs, mine)
        || meet(mine, theirs)
        || meet(theirs, mine)
    {
        let message = Message::new().text("the fields `").text(mine).text("` and `").text(theirs);
        let message = message.text("` have an accessor of one name").text(PLACES);
        message.text("name, and `rename` to keep the one on the wire")
    } else {
        return;
    };
    panic!("{}", message.as_str());
}

/// Whether one name is `x_mut` and the other `set_x` or `try_x`: both have a `set_x_mut` or a `try_x_mut`.
const fn meet(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    if one.len() != other.len() || one.len() < 4 {
        return false;
    }
    let ((stem, end), (start, rest)) = (one.split_at(one.len() - 4), other.split_at(4));
    matches!(end, b"_mut") && matches!(start, b"set_" | b"try_") && same_bytes(stem, rest)
}

/// Fails the build when a computed field has the name of a field, of a mixin or of the parent.
#[track_caller]
pub const fn check_extra(fields: &[FieldDescriptor], extra: &str) {
    if place_of(fields, extra) < fields.len() {
        let message = Message::new()
            .text("`")
            .text(extra)
            .text("` is a field of a mixin or of the parent: a computed field needs a name of its own");
        panic!("{}", message.as_str());
    }
}

/// Fails the build when a field from `start` up to `end` has the name of a computed field of the parent.
#[track_caller]
pub const fn check_inherited_extras(
    fields: &[FieldDescriptor],
    (start, end): (usize, usize),
    extras: &[ExtraFieldDescriptor],
    parent: &str,
) {
    if has_mistakes(fields) {
        return;
    }
    let mut extra = 0;
    while extra < extras.len() {
        let mut at = start;
        while at < end {
            if same(fields[at].name, extras[extra].name) {
                let message = Message::new()
                    .text("`")
                    .text(fields[at].name)
                    .text("` is a computed field of `")
                    .text(parent)
                    .text("`, the parent: give the field another name");
                panic!("{}", message.as_str());
            }
            at += 1;
        }
        extra += 1;
    }
}

/// Fails the build when a method of an object, of those that `#[object_methods]` recorded, has the name of an accessor of a
/// mixin's field: it would go first.
#[track_caller]
pub const fn check_methods(object: &str, blocks: &[&[MethodDescriptor]], accessors: &[&str]) {
    let mut block = 0;
    while block < blocks.len() {
        check_block(object, blocks[block], accessors);
        block += 1;
    }
}

#[track_caller]
const fn check_block(object: &str, methods: &[MethodDescriptor], accessors: &[&str]) {
    let mut method = 0;
    while method < methods.len() {
        let name = methods[method].name;
        let mut at = 0;
        while at < accessors.len() {
            if is_accessor(name, accessors[at]) {
                let message = Message::new()
                    .text("the method `")
                    .text(name)
                    .text("` of ")
                    .text(object)
                    .text(" hides the accessor of the mixin's field `")
                    .text(accessors[at])
                    .text("`: give it another name");
                panic!("{}", message.as_str());
            }
            at += 1;
        }
        method += 1;
    }
}

/// Whether a name is that of a field's getter or setter, or of what else is named after the field.
const fn is_accessor(name: &str, field: &str) -> bool {
    let (all, field) = (name.as_bytes(), field.as_bytes());
    if all.len() != field.len() + 4 {
        return same_bytes(all, field);
    }
    let (start, rest) = all.split_at(4);
    let is_after = matches!(start, b"set_" | b"try_") && same_bytes(rest, field);
    let (start, rest) = all.split_at(field.len());
    is_after || matches!(rest, b"_mut") && same_bytes(start, field)
}

/// Whether a field, its type, or the object it comes from was declared with mistakes, which are reported where they
/// are: stubs have no names, and nothing can be said of what they are in.
pub(crate) const fn has_mistakes(fields: &[FieldDescriptor]) -> bool {
    let mut at = 0;
    while at < fields.len() {
        let ty = fields[at].ty;
        let inner = match ty.kind {
            TypeKind::List(inner) | TypeKind::Set(inner) | TypeKind::Dict(inner) => inner,
            _ => ty,
        };
        if fields[at].name.is_empty() || inner.name.is_empty() {
            return true;
        }
        at += 1;
    }
    false
}

/// Fails the build when it is not known how Python prints the default of a field, and a fingerprint has to.
#[track_caller]
pub const fn check_printed(fields: &[FieldDescriptor], slot: usize) {
    assert!(
        has_mistakes(fields) || fields[slot].is_printed(),
        "the fingerprint needs this default as Python prints it: add `fingerprint_default = \"…\"`"
    );
}

impl FieldDescriptor {
    const fn is_printed(&self) -> bool {
        !matches!(self.default, Some(DefaultDescriptor { repr: DefaultRepr::Unknown, .. }))
    }
}

/// Fails the build when the fields do not give the declared fingerprint. Those from `start` up to `end` are looked at by
/// themselves.
#[track_caller]
pub const fn check_fingerprint(object: &ObjectDescriptor, declared: &str, (start, end): (usize, usize)) {
    if has_mistakes(object.slots) {
        return;
    }
    match fingerprint::fingerprint(object, object.version) {
        None => {
            let mut at = start;
            while at < end {
                if !object.slots[at].is_printed() {
                    return;
                }
                at += 1;
            }
            panic!(
                "a default of a mixin or of the parent has no known Python form: give it `fingerprint_default = \"…\"`"
            )
        }
        Some(found) => {
            let matches = match std::str::from_utf8(&found) {
                Ok(found) => same(found, declared),
                Err(_) => false,
            };
            if !matches {
                let message = mismatch(object, declared, &found);
                panic!("{}", message.as_str());
            }
        }
    }
}

/// The message of a declaration whose fields no longer give its fingerprint.
pub(crate) const fn mismatch(object: &ObjectDescriptor, declared: &str, found: &[u8; 32]) -> Message {
    let version = object.version;
    if declared.is_empty() {
        return Message::new()
            .text("the fingerprint of `")
            .text(object.name)
            .text("` is not filled in yet: write fingerprint = \"")
            .bytes(found)
            .text("\"");
    }
    if let Some(older) = version_of(object, declared) {
        return Message::new()
            .text("this is the fingerprint of `")
            .text(object.name)
            .text("` ")
            .version(older)
            .text("; for ")
            .version(version)
            .text(", write fingerprint = \"")
            .bytes(found)
            .text("\"");
    }
    Message::new()
        .text("the fields of `")
        .text(object.name)
        .text("` give the fingerprint ")
        .bytes(found)
        .text(", the declaration says ")
        .text(declared)
        .text(". If ")
        .version(version)
        .text(" is published, the change needs version = \"")
        .version(Version::new(version.major, version.minor + 1))
        .text(
            "\", and its word: `since` at a new field, `until` at one that goes, `renamed` at one with another name, \
             `changed` at one of another type, `value` at a new value of an enum, else `note`; the test with \
             `assert_locked!` says which line. If not, write fingerprint = \"",
        )
        .bytes(found)
        .text("\"")
}

/// The version below the object's own that has this fingerprint, by the history that the fields tell.
const fn version_of(object: &ObjectDescriptor, declared: &str) -> Option<Version> {
    let mut minor = object.version.minor;
    while minor > 0 {
        minor -= 1;
        let version = Version::new(object.version.major, minor);
        if let Some(found) = fingerprint::fingerprint(object, version)
            && let Ok(found) = std::str::from_utf8(&found)
            && same(found, declared)
        {
            return Some(version);
        }
    }
    None
}
