//! The rules of names: those of fields, of what is generated of them, and of what stands on the wire.

use std::collections::BTreeMap;
use std::iter;

use proc_macro2::Span;

use crate::ctxt::Ctxt;
use crate::model::{Field, Object};
use crate::names;
use crate::syntax::plain;

/// Rule: a field's name is in snake case without an underscore in front, for accessors are made of it.
pub(super) fn snake_case(cx: &Ctxt, fields: &[Field]) {
    for field in fields {
        let name = plain(&field.ident);
        if names::is_snake_case(&name) {
            continue;
        }
        let proposal = names::snake_case(&name);
        let rename = if is_renamed(field) {
            String::new()
        } else {
            format!(" and add `#[field(rename = \"{}\")]`", field.wire_name)
        };
        let wanted = if names::is_snake_case(&proposal) {
            format!("name it `{}`{rename}", names::as_ident(&proposal))
        } else {
            format!("name it in snake case, starting with a letter,{rename}")
        };
        cx.error(field.ident.span(), format!("accessors are named after the field: {wanted}"));
    }
}

/// Rule: no field has the name of a generated function.
pub(super) fn reserved_names(cx: &Ctxt, fields: &[Field]) {
    for field in fields {
        let name = plain(&field.ident);
        if matches!(name.as_str(), "new" | "builder" | "build" | "build_orphan") {
            let owner =
                if name.starts_with("build_") || name == "build" { "the builder" } else { "the object" };
            cx.error(
                field.ident.span(),
                format!("{owner} has a generated function `{name}`: {}", another_name(field, &name)),
            );
        }
    }
}

/// Rule: the accessors of a field, `x`, `try_x`, `set_x` and `x_mut`, have no other field's name.
pub(super) fn accessors_differ(cx: &Ctxt, fields: &[Field]) {
    let by_name: BTreeMap<String, &Field> = fields.iter().map(|field| (plain(&field.ident), field)).collect();
    let mut seen: BTreeMap<String, &Field> = BTreeMap::new();
    for field in fields {
        let name = plain(&field.ident);
        let is_opened = !field.shape.is_scalar() && !field.read_only;
        for (accessor, is_there) in
            [(format!("try_{name}"), true), (format!("set_{name}"), true), (format!("{name}_mut"), is_opened)]
        {
            let clash = match by_name.get(&accessor) {
                Some(other) => Some((*other, field)),
                // `x_mut` and `try_x` have a `try_x_mut` each.
                None if is_there => seen
                    .insert(accessor.clone(), field)
                    .filter(|first| first.ident != field.ident)
                    .map(|first| (field, first)),
                None => None,
            };
            let Some((second, first)) = clash else { continue };
            let (own, first_name) = (plain(&second.ident), plain(&first.ident));
            cx.error_twice(
                second.ident.span(),
                format!(
                    "the field `{first_name}` has a generated `{accessor}`: {}",
                    another_name(second, &own)
                ),
                first.ident.span(),
                format!("`{first_name}` is declared"),
            );
        }
    }
}

/// Rule: a field's key, its name in capitals, is neither the name of its getter nor another field's key.
pub(super) fn keys_differ(cx: &Ctxt, fields: &[Field]) {
    let mut seen: BTreeMap<String, &Field> = BTreeMap::new();
    for field in fields {
        let name = plain(&field.ident);
        let key = name.to_uppercase();
        if !names::is_snake_case(&name) {
            continue;
        }
        if key == name {
            cx.error(
                field.ident.span(),
                format!(
                    "a key is named as its field, in capitals, and `{name}` has none: {}",
                    another_name(field, &name)
                ),
            );
            continue;
        }
        match seen.get(&key) {
            Some(first) if first.ident != field.ident => {
                let first_name = plain(&first.ident);
                cx.error_twice(
                    field.ident.span(),
                    format!("the key of `{first_name}` is `{key}`, too: {}", another_name(field, &name)),
                    first.ident.span(),
                    format!("`{first_name}` is declared"),
                );
            }
            Some(_) => {}
            None => {
                seen.insert(key, field);
            }
        }
    }
}

/// Rule: a name on the wire is not empty and has no dot or white space, for paths in messages are made of it, and
/// nothing that JSON or Python would escape, for it is written as it is.
pub(super) fn wire_names_are_names(cx: &Ctxt, fields: &[Field]) {
    let wrong =
        |name: &str| name.is_empty() || name.contains(|c: char| c == '.' || !names::stands_for_itself(c));
    for field in fields {
        let old = field.renamed.iter().map(|renamed| (&renamed.old, renamed.old_span));
        for (name, span) in iter::once((&field.wire_name, field.wire_span)).chain(old) {
            if wrong(name) {
                cx.error(
                    span,
                    "a name on the wire must not be empty or hold a dot, white space, a quote or a backslash",
                );
            }
        }
    }
}

/// Rule: no two fields have the same name on the wire. Two of the same name in Rust are an error of the compiler's.
pub(super) fn wire_names_differ(cx: &Ctxt, fields: &[Field]) {
    let mut seen: BTreeMap<&str, &Field> = BTreeMap::new();
    for field in fields {
        match seen.get(field.wire_name.as_str()) {
            Some(first) if first.ident != field.ident => cx.error_twice(
                field.wire_span,
                format!(
                    "another field is `{}` on the wire: give one of them another `rename`",
                    field.wire_name
                ),
                first.wire_span,
                "first given",
            ),
            Some(_) => {}
            None => {
                seen.insert(&field.wire_name, field);
            }
        }
    }
}

/// Rule: an extra field is named once, and no field has its name.
pub(super) fn extra_fields_differ(cx: &Ctxt, model: &Object) {
    let mut seen: BTreeMap<String, Span> = BTreeMap::new();
    for extra in &model.extra_fields {
        let name = plain(extra);
        if let Some(first) = seen.get(&name) {
            cx.error_twice(
                extra.span(),
                format!("`{name}` is given twice: remove one of the two"),
                *first,
                "first given",
            );
            continue;
        }
        seen.insert(name.clone(), extra.span());
        let same = |field: &&Field| field.wire_name == name || plain(&field.ident) == name;
        if let Some(field) = model.fields.iter().find(same) {
            cx.error_twice(
                extra.span(),
                format!("`{name}` is a field: remove it from `extra_fields`, or give it another name"),
                field.ident.span(),
                "the field is declared",
            );
        }
    }
}

/// Rule: the builder has another name than the object.
pub(super) fn builder_has_its_name(cx: &Ctxt, model: &Object) {
    if model.builder == model.ident {
        cx.error(
            model.builder.span(),
            format!("the object has this name: give `builder` another one, such as `{}Builder`", model.ident),
        );
    }
}

/// A proposal to name a field otherwise, and to keep its name on the wire.
fn another_name(field: &Field, name: &str) -> String {
    if is_renamed(field) {
        "give the field another name".to_owned()
    } else {
        format!("give the field another name and add `#[field(rename = \"{name}\")]`")
    }
}

/// Whether the name on the wire is another one than the field's.
fn is_renamed(field: &Field) -> bool {
    field.wire_name != plain(&field.ident)
}
