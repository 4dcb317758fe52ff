//! The rules of the history of fields: what changed in which version.

use std::collections::BTreeMap;

use syn::{GenericArgument, PathArguments, Type};

use crate::ctxt::Ctxt;
use crate::keys::{ChangedKey, FieldKey, KeyTable as _};
use crate::model::{Field, Fill, NewValue, Spanned};
use crate::syntax::{Shape, last_segment, option_argument, same_tokens, same_type, shape, type_text};
use crate::version::Version;

/// Every rule of the history of fields.
pub(super) fn history(cx: &Ctxt, fields: &[Field]) {
    let before = cx.count();
    since_before_until(cx, fields);
    fill_with_a_default(cx, fields);
    fill_of_what_is_there(cx, fields);
    changes_in_lifetime(cx, fields);
    changed_needs_from(cx, fields);
    changed_needs_converters(cx, fields);
    changed_from_another_type(cx, fields);
    changes_at_different_versions(cx, fields);
    renamed_from_another_name(cx, fields);
    new_values_of_enums(cx, fields);
    new_values_replaced(cx, fields);
    new_values_of_the_enum_of_now(cx, fields);
    history_in_order(cx, fields);
    old_names_differ(cx, fields);
    // One that is mistaken is not to be said again.
    if cx.count() == before {
        new_values_of_all_fields(cx, fields);
    }
}

/// Rule: a field that is filled with its default has one.
fn fill_with_a_default(cx: &Ctxt, fields: &[Field]) {
    for field in fields {
        if let Some(Spanned { value: Fill::Default, span, .. }) = &field.fill
            && field.default.is_none()
        {
            cx.error(
                *span,
                format!(
                    "`{}` has no default to be filled with: give it one with `default = …`, or write `fill = unset`",
                    field.wire_name
                ),
            );
        }
    }
}

/// Rule: a field that is filled is there when an object is raised: to the version of its type.
fn fill_of_what_is_there(cx: &Ctxt, fields: &[Field]) {
    for field in fields {
        if let (Some(fill), Some(until)) = (&field.fill, &field.until) {
            cx.error_twice(
                fill.span,
                format!("{} removed the field, so that no raised object has it: remove `fill`", until.value),
                until.span,
                "`until` given",
            );
        }
    }
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
                "`since` given",
            );
        }
    }
}

/// Rule: a field changes its type or name after it was added and before it was removed.
fn changes_in_lifetime(cx: &Ctxt, fields: &[Field]) {
    for field in fields {
        for (key, version) in field.version_changes() {
            let word = if key == FieldKey::Value { "given a value" } else { key.name() };
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
                    "`since` given",
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
                    "`until` given",
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
        let given = [(ChangedKey::Down, &changed.down), (ChangedKey::Up, &changed.up)];
        if let Some(as_is) = changed.as_is {
            for (key, _) in given.iter().filter(|(_, converter)| converter.is_some()) {
                let word = key.name();
                cx.error(as_is, format!("`as_is` passes values on as they are: remove it, or `{word}`"));
            }
            continue;
        }
        let missing: Vec<_> =
            given.iter().filter(|(_, path)| path.is_none()).map(|(key, _)| key.name()).collect();
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

/// Rule: `changed` names another type than the version gave the field. By its name; what it is by another one is found
/// later.
fn changed_from_another_type(cx: &Ctxt, fields: &[Field]) {
    let changes = fields.iter().flat_map(|field| field.changes().map(move |change| (field, change)));
    for (field, (changed, after)) in changes {
        let version = changed.version.value;
        // Two changes of one version are a mistake of their own.
        let once = field.changed.iter().filter(|other| other.version.value == version).count() == 1;
        if let Some(from) = &changed.from
            && once
            && same_tokens(from, after)
        {
            let ty = type_text(from);
            cx.error_at(
                from,
                format!("`{ty}` is the type since {version}: `from` takes the type before, remove `changed` if there was none"),
            );
        }
    }
}

/// Rule: a version changes a field's type once and its name once.
fn changes_at_different_versions(cx: &Ctxt, fields: &[Field]) {
    for field in fields {
        let mut seen: Vec<(FieldKey, &Spanned<Version>)> = Vec::new();
        for (key, version) in field.version_changes().filter(|(key, _)| *key != FieldKey::Value) {
            match seen.iter().find(|(other, first)| *other == key && first.value == version.value) {
                Some((_, first)) => cx.error_twice(
                    version.span,
                    format!("`{}` is given twice for {}: remove one of the two", key.name(), version.value),
                    first.span,
                    "first given",
                ),
                None => seen.push((key, version)),
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

/// Rule: values are those of an enum; a type that is not known by its name may be one.
fn new_values_of_enums(cx: &Ctxt, fields: &[Field]) {
    for field in fields {
        for value in field.values.iter().filter(|_| has_no_variants(&field.inner)) {
            let ty = type_text(&field.inner);
            let message = if matches!(field.shape, Shape::Dict) {
                format!(
                    "`value` is about the values of a map, and those of `{ty}` have no variants: what older versions get \
                     of other keys is for `changed` with `down` and `up`, or for the hook `make_compatible`"
                )
            } else {
                format!("`value` is for enums, and for lists, sets and maps of one: `{ty}` has no variants")
            };
            cx.error(value.version.key, message);
        }
    }
}

/// Whether a type, or that of what is in it, is seen to be no enum.
fn has_no_variants(ty: &Type) -> bool {
    let ty = option_argument(ty).unwrap_or(ty);
    match shape(ty) {
        Shape::List(item) => has_no_variants(&item),
        Shape::Dict | Shape::Set => last_type_argument(ty).is_some_and(has_no_variants),
        Shape::Boxed(_) | Shape::Subclass => true,
        shape => shape.is_scalar(),
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
                    "first given",
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
                    "it is added",
                );
            }
        }
    }
}

/// Rule: a value is of the enum that the field has now: where it had another type, converters say what older versions get.
fn new_values_of_the_enum_of_now(cx: &Ctxt, fields: &[Field]) {
    for field in fields {
        for value in &field.values {
            let version = value.version.value;
            let later = || field.changes().filter(|(changed, _)| version < changed.version.value);
            let Some(converted) = later().find(|(changed, _)| changed.as_is.is_none()) else { continue };
            let (now, before) =
                (converted.0.version.value, later().find_map(|(changed, _)| changed.from.as_ref()));
            if let Some(before) = before {
                let before = type_text(before);
                cx.error(
                    value.version.key,
                    format!(
                        "in {version} the field was a `{before}`, and `value` is of the enum that it is since {now}: \
                         remove it, `down` says what older versions get"
                    ),
                );
            }
        }
    }
}

/// Rule: a version that adds a variant to an enum adds it at each field of the enum that was there before. The first field
/// that names the variant says which version it was.
fn new_values_of_all_fields(cx: &Ctxt, fields: &[Field]) {
    let of_one_enum = |one: &Field, other: &Field| same_type(enum_of(&one.ty), enum_of(&other.ty));
    // Where the field was of another type before, it says what that lacked, and nothing of the enum.
    let says = |field: &Field, value: &NewValue| {
        field.changed.iter().all(|changed| changed.version.value < value.version.value)
    };
    for (index, field) in fields.iter().enumerate() {
        for value in field.values.iter().filter(|value| says(field, value)) {
            let (version, variant) = (value.version.value, &value.variant);
            let names = |other: &&Field| {
                other.values.iter().any(|value| value.variant == *variant && says(other, value))
            };
            if fields.iter().take(index).filter(|first| of_one_enum(first, field)).any(|first| names(&first))
            {
                continue;
            }
            let was_of_it = |other: &&Field| {
                of_one_enum(other, field)
                    && other.since.as_ref().is_none_or(|since| since.value < version)
                    && other.until.as_ref().is_none_or(|until| version < until.value)
                    && other.changed.iter().all(|changed| changed.version.value < version)
            };
            let has = |same: &NewValue| same.variant == *variant && same.version.value == version;
            for other in fields.iter().filter(was_of_it).filter(|other| !other.values.iter().any(has)) {
                let ty = type_text(enum_of(&field.ty));
                let message = format!(
                    "{version} added `{variant}` to `{ty}`, as `{}` says: say it here too, `value(\"{version}\", {variant}, \
                     instead = {})`",
                    field.ident, value.instead
                );
                cx.error_twice(other.ident.span(), message, value.version.span, "the version is given");
            }
        }
    }
}

/// The type of which values are, in options, lists, sets and maps.
fn enum_of(ty: &Type) -> &Type {
    last_type_argument(ty).map_or(ty, enum_of)
}

fn last_type_argument(ty: &Type) -> Option<&Type> {
    match &last_segment(ty)?.arguments {
        PathArguments::AngleBracketed(given) => given.args.iter().rev().find_map(|argument| match argument {
            GenericArgument::Type(ty) => Some(ty),
            _ => None,
        }),
        _ => None,
    }
}

/// Rule: the changes of a field are written from the first to the last.
fn history_in_order(cx: &Ctxt, fields: &[Field]) {
    for field in fields {
        let mut last: BTreeMap<&str, &Spanned<Version>> = BTreeMap::new();
        for (key, version) in field.version_changes() {
            if let Some(before) = last.insert(key.name(), version)
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
            let given =
                [field, other].into_iter().flat_map(Field::versions).map(|(_, version)| version.value);
            let versions = given.chain([Version { major: 0, minor: 0 }]);
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
