//! The rules of the version of an object, and of the fingerprint that goes with it.

use super::history::versions;
use crate::ctxt::Ctxt;
use crate::keys::{KeyTable as _, ObjectKey};
use crate::model::Object;
use crate::pyrepr::DefaultRepr;

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
        for (key, version) in versions(field) {
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
                    "`version` given here",
                );
            }
        }
    }
}

/// Rule: the version is that of the newest change, for peers are told apart by it. A change that no field shows has a
/// `note`; so has one in a mixin, which is not seen from here.
pub(super) fn version_has_a_change(cx: &Ctxt, model: &Object) {
    let Some(current) = &model.version else { return };
    for note in model.notes.iter().filter(|note| note.version.value > current.value) {
        let message = format!(
            "{} is above the object's version {}: raise `version`",
            note.version.value, current.value
        );
        cx.error_twice(note.version.span, message, current.span, "`version` given here");
    }
    let pairs = model.relationships.iter().flat_map(|relationship| &relationship.versions.pairs);
    let pairs =
        pairs.chain(model.child_versions.iter().flat_map(|given| &given.value.pairs)).map(|pair| pair.ours);
    let notes = model.notes.iter().map(|note| note.version.value);
    let changed = model
        .fields
        .iter()
        .flat_map(versions)
        .map(|(_, version)| version.value)
        .chain(pairs)
        .chain(notes)
        .max();
    // A first version, and the first of a major one that nothing older is told of, has no change.
    let is_first = changed.is_none() && current.value.minor == 0;
    if !is_first && changed.is_none_or(|changed| changed < current.value) {
        cx.error(
            current.span,
            format!(
                "nothing here changed in {0}: give the change its version, such as `since = \"{0}\"` at a new field, \
                 or say what no field shows, `note(\"{0}\", \"…\")`",
                current.value
            ),
        );
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
            "`version` given here",
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
