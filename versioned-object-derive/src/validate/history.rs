//! The rules of versions: what changed in which, and which version of a child goes with which.

use std::collections::BTreeMap;

use proc_macro2::Span;

use super::plain;
use crate::ctxt::Ctxt;
use crate::model::{Field, NewValue, Object, Relationship, Spanned};
use crate::version::Version;

/// Every rule of the history of fields.
pub(super) fn fields(cx: &Ctxt, fields: &[Field]) {
    since_before_until(cx, fields);
    changes_in_lifetime(cx, fields);
    changed_needs_from(cx, fields);
    changed_needs_converters(cx, fields);
    changes_at_different_versions(cx, fields);
    renamed_from_another_name(cx, fields);
    new_values_replaced(cx, fields);
    history_in_order(cx, fields);
    old_names_differ(cx, fields);
}

/// Every rule of the versions of an object and of its children.
pub(super) fn object(cx: &Ctxt, model: &Object) {
    versions_up_to_current(cx, model);
    version_has_a_change(cx, model);
    relationships_of_fields(cx, model);
    child_versions_of_lists(cx, model);
    remotable_once(cx, model);
    version_pairs_in_order(cx, model);
}

/// Rule: a field is added before it is removed.
fn since_before_until(cx: &Ctxt, fields: &[Field]) {
    for field in fields {
        if let (Some(since), Some(until)) = (&field.since, &field.until)
            && since.value >= until.value
        {
            cx.error_twice(
                until.span,
                format!(
                    "the field is removed in {} but added in {}: give `until` a version above `since`",
                    until.value, since.value
                ),
                since.span,
                "`since` given here",
            );
        }
    }
}

/// Rule: a field changes its type or name after it was added and before it was removed.
fn changes_in_lifetime(cx: &Ctxt, fields: &[Field]) {
    for field in fields {
        for (word, version) in changes(field) {
            let word = if word == "value" { "given a value" } else { word };
            if let Some(since) = &field.since
                && version.value <= since.value
            {
                cx.error_twice(
                    version.span,
                    format!(
                        "the field was {word} in {} but only added in {}: give a version above `since`",
                        version.value, since.value
                    ),
                    since.span,
                    "`since` given here",
                );
            }
            if let Some(until) = &field.until
                && version.value >= until.value
            {
                cx.error_twice(
                    version.span,
                    format!(
                        "the field was {word} in {} but already removed in {}: give a version below `until`",
                        version.value, until.value
                    ),
                    until.span,
                    "`until` given here",
                );
            }
        }
    }
}

/// Rule: `changed` says from which type, for older versions are described with it.
fn changed_needs_from(cx: &Ctxt, fields: &[Field]) {
    for changed in fields.iter().flat_map(|field| &field.changed) {
        if changed.from.is_none() {
            let version = changed.version.value;
            cx.error(
                changed.version.key,
                format!("the type before is missing: write `changed(\"{version}\", from = OldType)`"),
            );
        }
    }
}

/// Rule: `changed` says how values go from one type to the other and back, or that they have the same form.
fn changed_needs_converters(cx: &Ctxt, fields: &[Field]) {
    for changed in fields.iter().flat_map(|field| &field.changed) {
        let given = [("down", &changed.down), ("up", &changed.up)];
        if let Some(as_is) = changed.as_is {
            for (word, _) in given.iter().filter(|(_, converter)| converter.is_some()) {
                cx.error(as_is, format!("`as_is` passes values on as they are: remove it, or `{word}`"));
            }
            continue;
        }
        let missing: Vec<_> =
            given.iter().filter(|(_, path)| path.is_none()).map(|(word, _)| *word).collect();
        if let [first, rest @ ..] = missing.as_slice() {
            let words = rest.iter().fold(format!("`{first}`"), |words, word| format!("{words} and `{word}`"));
            cx.error(
                changed.version.key,
                format!(
                    "{words} missing: name the functions that convert a value to the type before (`down`) and back \
                     (`up`), or write `as_is` where both have the same form on the wire"
                ),
            );
        }
    }
}

/// Rule: a version changes a field's type once and its name once.
fn changes_at_different_versions(cx: &Ctxt, fields: &[Field]) {
    for field in fields {
        let mut seen: Vec<(&str, &Spanned<Version>)> = Vec::new();
        for (word, version) in changes(field).filter(|(word, _)| *word != "value") {
            match seen.iter().find(|(other, first)| *other == word && first.value == version.value) {
                Some((_, first)) => cx.error_twice(
                    version.span,
                    format!("`{word}` is given twice for {}: remove one of the two", version.value),
                    first.span,
                    "first given here",
                ),
                None => seen.push((word, version)),
            }
        }
    }
}

/// Rule: `renamed` names another name than the version gave the field.
fn renamed_from_another_name(cx: &Ctxt, fields: &[Field]) {
    for field in fields {
        let given = field.renamed.iter().skip(1).map(|next| &next.old).chain([&field.wire_name]);
        let pairs = field.renamed.iter().zip(given);
        for (renamed, _) in pairs.filter(|(renamed, given)| renamed.old == **given) {
            let (old, version) = (&renamed.old, renamed.version.value);
            let message = if renamed.old == field.wire_name {
                format!("`{old}` is the name since {version}: `renamed` takes the name before")
            } else {
                format!("`{old}` is the name that {version} gave the field: `renamed` takes the name before")
            };
            cx.error(renamed.old_span, message);
        }
    }
}

/// Rule: a new value is added once, and older versions get one that was there before.
fn new_values_replaced(cx: &Ctxt, fields: &[Field]) {
    for field in fields {
        for (index, value) in field.values.iter().enumerate() {
            let (variant, instead) = (&value.variant, &value.instead);
            if let Some(first) = field.values[..index].iter().find(|first| first.variant == *variant) {
                cx.error_twice(
                    variant.span(),
                    format!("`{variant}` is given twice: remove one of the two"),
                    first.variant.span(),
                    "first given here",
                );
            }
            let newer =
                |other: &&NewValue| other.variant == *instead && other.version.value >= value.version.value;
            if let Some(other) = field.values.iter().find(newer) {
                cx.error_twice(
                    instead.span(),
                    format!(
                        "`{instead}` was not there before {}: name an older variant",
                        value.version.value
                    ),
                    other.variant.span(),
                    "it is added here",
                );
            }
        }
    }
}

/// Rule: the changes of a field are written from the first to the last.
fn history_in_order(cx: &Ctxt, fields: &[Field]) {
    for field in fields {
        let mut last: BTreeMap<&str, &Spanned<Version>> = BTreeMap::new();
        for (word, version) in changes(field) {
            if let Some(before) = last.insert(word, version)
                && version.value < before.value
            {
                let message = format!("{} comes after {}: write them in order", version.value, before.value);
                cx.error_twice(version.span, message, before.span, "the one before");
            }
        }
    }
}

/// Rule: no two fields have the same name in any version.
fn old_names_differ(cx: &Ctxt, fields: &[Field]) {
    let exists = |field: &Field, version: Version| {
        field.since.as_ref().is_none_or(|since| since.value <= version)
            && field.until.as_ref().is_none_or(|until| version < until.value)
    };
    let renamed = |field: &'_ Field, version: Version| {
        let after = field.renamed.iter().filter(move |renamed| version < renamed.version.value);
        after
            .min_by_key(|renamed| renamed.version.value)
            .map(|renamed| (renamed.old.clone(), renamed.old_span))
    };
    for (index, field) in fields.iter().enumerate().filter(|(_, field)| !field.renamed.is_empty()) {
        for (other_index, other) in fields.iter().enumerate().filter(|(other, _)| *other != index) {
            let both_renamed = !other.renamed.is_empty();
            let versions = [field, other].into_iter().flat_map(|field| {
                let given = changes(field).map(|(_, version)| version);
                given.chain(&field.since).chain(&field.until).map(|version| version.value)
            });
            let versions = versions.chain([Version { major: 0, minor: 0 }]);
            let clash = versions
                .filter(|version| exists(field, *version) && exists(other, *version))
                .find_map(|version| {
                    let (name, span) = renamed(field, version)?;
                    let theirs = renamed(other, version);
                    let same = theirs.as_ref().map_or(other.wire_name == name, |(theirs, _)| *theirs == name);
                    same.then_some((name, span))
                });
            if let Some((name, span)) = clash
                && (!both_renamed || index < other_index)
            {
                let message =
                    format!("another field is `{name}` in the same version: one of the two names is wrong");
                cx.error_twice(span, message, other.ident.span(), "the other field");
            }
        }
    }
}

/// Rule: the elements of a list object are there in every version, under the one name that readers know.
pub(super) fn elements_have_none(cx: &Ctxt, objects: &Field) {
    let since = objects.since.iter().map(|since| ("since", since));
    let until = objects.until.iter().map(|until| ("until", until));
    for (word, version) in since.chain(until).chain(changes(objects)) {
        cx.error(version.key, format!("a list has `objects` in every version: remove `{word}`"));
    }
}

/// Rule: the history of a field ends with the version of the object.
fn versions_up_to_current(cx: &Ctxt, model: &Object) {
    let Some(current) = &model.version else { return };
    for field in &model.fields {
        let since = field.since.iter().map(|since| ("since", since));
        let until = field.until.iter().map(|until| ("until", until));
        for (word, version) in since.chain(until).chain(changes(field)) {
            if version.value > current.value {
                cx.error_twice(
                    version.span,
                    format!(
                        "`{word}` is {}, above the object's version {}: raise `version`",
                        version.value, current.value
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
fn version_has_a_change(cx: &Ctxt, model: &Object) {
    let Some(current) = &model.version else { return };
    for note in model.notes.iter().filter(|note| note.version.value > current.value) {
        let message = format!(
            "{} is above the object's version {}: raise `version`",
            note.version.value, current.value
        );
        cx.error_twice(note.version.span, message, current.span, "`version` given here");
    }
    let of_field = |field: &Field| {
        let since = field.since.iter().chain(&field.until).map(|version| version.value);
        since.chain(changes(field).map(|(_, version)| version.value)).collect::<Vec<_>>()
    };
    let pairs = model.relationships.iter().flat_map(|relationship| &relationship.versions.pairs);
    let pairs =
        pairs.chain(model.child_versions.iter().flat_map(|given| &given.value.pairs)).map(|pair| pair.ours);
    let notes = model.notes.iter().map(|note| note.version.value);
    let changed = model.fields.iter().flat_map(of_field).chain(pairs).chain(notes).max();
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

/// Rule: a relationship is of a field that has no other; one of a mixin or of the parent is found later.
fn relationships_of_fields(cx: &Ctxt, model: &Object) {
    let mut seen: BTreeMap<String, Span> = BTreeMap::new();
    for Relationship { field, versions } in &model.relationships {
        let name = plain(field);
        if let Some(first) = seen.insert(name.clone(), field.span()) {
            let message = format!("`{name}` is given twice: remove one of the two");
            cx.error_twice(field.span(), message, first, "first given here");
        }
        if versions.pairs.is_empty() && !versions.is_open {
            cx.error(
                field.span(),
                format!("`{name}` has no versions: write `{name} = [(\"1.0\", \"1.0\")]`"),
            );
        }
    }
}

/// Rule: a method is named once.
fn remotable_once(cx: &Ctxt, model: &Object) {
    for (index, method) in model.remotable.iter().enumerate() {
        if let Some(first) = model.remotable[..index].iter().find(|first| first.name == method.name) {
            let message = format!("`{}` is given twice: remove one of the two", method.name);
            cx.error_twice(method.span, message, first.span, "first given here");
        }
    }
}

/// Rule: `child_versions` is for list objects, and has versions.
fn child_versions_of_lists(cx: &Ctxt, model: &Object) {
    let Some(given) = &model.child_versions else { return };
    if model.list_of.is_none() {
        cx.error(given.key, "`child_versions` is for list objects: add `list_of`, or write `relationships`");
    }
    if given.value.pairs.is_empty() {
        cx.error(given.key, "`child_versions` has no versions: write `child_versions((\"1.0\", \"1.0\"))`");
    }
}

/// Rule: versions of children go up with those of the object, and end with its version at most.
fn version_pairs_in_order(cx: &Ctxt, model: &Object) {
    let given = model.relationships.iter().map(|relationship| &relationship.versions.pairs);
    for pairs in given.chain(model.child_versions.iter().map(|given| &given.value.pairs)) {
        for (before, pair) in pairs.iter().zip(pairs.iter().skip(1)) {
            if pair.ours <= before.ours {
                let message = format!("{} is not above {}: write the pairs in order", pair.ours, before.ours);
                cx.error_twice(pair.ours_span, message, before.ours_span, "the pair before");
            } else if pair.child < before.child {
                let message = format!("the child goes back from {} to {}", before.child, pair.child);
                cx.error_twice(pair.child_span, message, before.child_span, "the pair before");
            }
        }
        if let (Some(current), Some(last)) = (&model.version, pairs.last())
            && last.ours > current.value
        {
            let message =
                format!("{} is above the object's version {}: raise `version`", last.ours, current.value);
            cx.error_twice(last.ours_span, message, current.span, "`version` given here");
        }
    }
}

/// The `changed` and `renamed` versions of a field.
fn changes(field: &Field) -> impl Iterator<Item = (&'static str, &Spanned<Version>)> {
    let changed = field.changed.iter().map(|changed| ("changed", &changed.version));
    let values = field.values.iter().map(|value| ("value", &value.version));
    changed.chain(field.renamed.iter().map(|renamed| ("renamed", &renamed.version))).chain(values)
}
