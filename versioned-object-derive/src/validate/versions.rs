//! The rules of the version of an object, and of the fingerprint that goes with it.

use std::collections::BTreeMap;

use proc_macro2::Span;

use crate::ctxt::Ctxt;
use crate::keys::{FieldKey, KeyTable as _, ObjectKey};
use crate::model::{Object, Spanned};
use crate::pyrepr::DefaultRepr;
use crate::version::Version;

const FIRST: Version = Version::FIRST;

/// Rule: an object has a version; a subclass may leave it to its parent.
pub(super) fn version_is_required(cx: &Ctxt, model: &Object) {
    if model.keys.place(ObjectKey::Version).is_none() && model.keys.place(ObjectKey::Extends).is_none() {
        let message = "the version is missing: add `#[versioned_object(version = \"1.0\")]`";
        cx.error(model.ident.span(), message);
    }
}

/// Rule: the history of a field ends with the version of the object.
pub(super) fn versions_up_to_current(cx: &Ctxt, model: &Object) {
    let Some(current) = &model.version else { return };
    for field in &model.fields {
        for (key, version) in field.versions() {
            if version.value > current.value {
                cx.error_twice(
                    version.span,
                    format!(
                        "`{}` is {}, above the object's version {}: raise `version`",
                        key.name(),
                        version.value,
                        current.value
                    ),
                    current.span,
                    "`version` given",
                );
            }
        }
    }
}

/// Rule: a note is of a version up to that of the object.
pub(super) fn notes_up_to_current(cx: &Ctxt, model: &Object) {
    let Some(current) = &model.version else { return };
    for note in model.notes.iter().filter(|note| note.version.value > current.value) {
        let message = format!(
            "{} is above the object's version {}: raise `version`",
            note.version.value, current.value
        );
        cx.error_twice(note.version.span, message, current.span, "`version` given");
    }
}

/// Rule: a note says something, and says it once for a version.
pub(super) fn notes_differ(cx: &Ctxt, model: &Object) {
    for (index, note) in model.notes.iter().enumerate() {
        let version = note.version.value;
        let text = note.text.trim();
        if text.is_empty() {
            cx.error(note.text_span, format!("the note is empty: say what {version} changed"));
        } else if model.notes[..index]
            .iter()
            .any(|first| first.version.value == version && first.text.trim() == text)
        {
            cx.error(
                note.text_span,
                format!("this is said of {version} already: remove one of the two notes"),
            );
        }
    }
}

/// Rule: each version has a change, for peers are told apart by it: that of the object, and every one between it and
/// the first that has one. A change that no field shows has a `note`. Those of mixins and of the parent are not seen
/// from here, with them it is asked later.
pub(super) fn version_has_a_change(cx: &Ctxt, model: &Object) {
    let Some(current) = &model.version else { return };
    let mentioned: BTreeMap<Version, Span> = model.mentioned().collect();
    let sees_all = model.mixins.is_empty() && model.extends.is_none();
    // That they are above is told of each.
    let are_above = mentioned.keys().next_back().is_some_and(|last| *last > current.value);
    // A mixin or a parent may say what the first version changed.
    let is_of_first = current.value.major == FIRST.major && (sees_all || current.value == FIRST);
    let begins_below = mentioned.keys().next().is_some_and(|first| *first < FIRST);
    if is_of_first && begins_below && !are_above && !mentioned.contains_key(&FIRST) {
        for (version, span) in mentioned.into_iter().filter(|(version, _)| *version < FIRST) {
            cx.error(
                span,
                format!(
                    "{version} is below {FIRST}, the first version of the object: remove it, or say what {FIRST} \
                     changed, `note(\"{FIRST}\", \"…\")`"
                ),
            );
        }
        return;
    }
    if !sees_all || are_above {
        return;
    }
    let of_major = |version: &&Version| version.major == current.value.major;
    let mut changed = mentioned.keys().filter(of_major).copied();
    // A first version, and the first of a major one that nothing older is told of, has no change.
    let Some(first) = changed.next() else {
        if !mentioned.is_empty() || current.value.minor > 0 {
            cx.error(current.span, nothing_changed(current.value, ""));
        }
        return;
    };
    let mut last = first;
    for next in changed {
        let wanted = Version { minor: last.minor + 1, ..last };
        // A version that is mistaken may be the one that is missed.
        if next != wanted && last.minor > 0 && cx.count() == 0 {
            cx.error(current.span, nothing_changed(wanted, &format!(", between {last} and {next}")));
            return;
        }
        last = next;
    }
    if last < current.value {
        cx.error(current.span, nothing_changed(current.value, ""));
    }
}

fn nothing_changed(version: Version, between: &str) -> String {
    format!(
        "nothing here changed in {version}{between}: give the change its version, such as `since = \"{version}\"` at a \
         new field, or say what no field shows, `note(\"{version}\", \"…\")`"
    )
}

/// Rule: the first version changed nothing: nothing was there before it.
pub(super) fn first_version_changes_nothing(cx: &Ctxt, model: &Object) {
    let is_first = |version: Version| version == FIRST;
    // One that began below 1.0 speaks of it; of a mixin and of a parent it is not seen here.
    if model.mentioned().any(|(version, _)| version < FIRST)
        || !model.mixins.is_empty()
        || model.extends.is_some()
    {
        return;
    }
    for field in &model.fields {
        // Of one that is removed before it is added, that is told.
        let is_added =
            |until: &&Spanned<Version>| field.since.as_ref().is_none_or(|since| since.value < until.value);
        let until = field.until.iter().filter(is_added).map(|until| (FieldKey::Until, until));
        for (key, version) in
            field.version_changes().chain(until).filter(|(_, version)| is_first(version.value))
        {
            let key = key.name();
            cx.error(
                version.span,
                format!("{FIRST} is the first version, before which there was nothing: give `{key}` the version that did it"),
            );
        }
        if let (Some(since), Some(fill)) = (&field.since, &field.fill)
            && is_first(since.value)
        {
            cx.error(fill.span, format!("no object is raised to {FIRST}, the first version: remove `fill`"));
        }
    }
}

/// Rule: a fingerprint that has a version in front is of the declared version.
pub(super) fn fingerprint_of_this_version(cx: &Ctxt, model: &Object) {
    if let (Some(fingerprint), Some(version)) = (&model.fingerprint, &model.version)
        && let Some(of) = fingerprint.value.version
        && of != version.value
    {
        cx.error_twice(
            fingerprint.span,
            format!(
                "the fingerprint is of version {of}, the object of {}: write the one of this version, or `fingerprint = \"\"` to be told it",
                version.value
            ),
            version.span,
            "`version` given",
        );
    }
}

/// Rule: with `fingerprint`, every default has a text, for it is part of what is hashed.
pub(super) fn fingerprint_needs_printable_defaults(cx: &Ctxt, model: &Object) {
    if model.fingerprint.is_none() {
        return;
    }
    for field in model.fields.iter().filter(|field| field.fingerprint_default.is_none()) {
        if let Some(default) = &field.default
            && default.repr == DefaultRepr::Unprintable
        {
            cx.error_at(
                &default.expr,
                "the fingerprint needs this default as Python prints it: add `fingerprint_default = \"…\"`",
            );
        }
    }
}
