//! The rules of the versions of children.

use std::collections::BTreeMap;

use proc_macro2::Span;

use crate::ctxt::Ctxt;
use crate::keys::ObjectKey;
use crate::model::{Field, Object, Relationship};
use crate::syntax::plain;

/// Rule: a relationship is of a field that has no other; one of a mixin or of the parent is found later.
pub(super) fn relationships_of_fields(cx: &Ctxt, model: &Object) {
    let mut seen: BTreeMap<String, Span> = BTreeMap::new();
    for Relationship { field, versions } in &model.relationships {
        let name = plain(field);
        let by_wire_name = |known: &&Field| known.ident != *field && known.wire_name == name;
        if !model.fields.iter().any(|known| known.ident == *field)
            && let Some(renamed) = model.fields.iter().find(by_wire_name)
        {
            let ident = &renamed.ident;
            cx.error(
                field.span(),
                format!("`{name}` is the name of `{ident}` on the wire: write `{ident} = […]`"),
            );
        }
        if let Some(first) = seen.insert(name.clone(), field.span()) {
            let message = format!("`{name}` is given twice: remove one of the two");
            cx.error_twice(field.span(), message, first, "first given");
        } else if versions.pairs.is_empty() && !versions.is_open {
            cx.error(
                field.span(),
                format!("`{name}` has no versions: write `{name} = [(\"1.0\", \"1.0\")]`"),
            );
        }
    }
}

/// Rule: `child_versions` is for list objects, and has versions.
pub(super) fn child_versions_of_lists(cx: &Ctxt, model: &Object) {
    let Some(given) = &model.child_versions else { return };
    if model.keys.place(ObjectKey::ListOf).is_none() {
        cx.error(given.key, "`child_versions` is for list objects: add `list_of`, or write `relationships`");
    }
    if given.value.pairs.is_empty() {
        cx.error(given.key, "`child_versions` has no versions: write `child_versions((\"1.0\", \"1.0\"))`");
    }
}

/// Rule: versions of children go up with those of the object, and end with its version at most.
pub(super) fn version_pairs_in_order(cx: &Ctxt, model: &Object) {
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
            cx.error_twice(last.ours_span, message, current.span, "`version` given");
        }
    }
}
