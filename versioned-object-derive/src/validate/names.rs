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
            format!("name it `{proposal}`{rename}")
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
    for field in fields {
        let name = plain(&field.ident);
        for accessor in [format!("try_{name}"), format!("set_{name}"), format!("{name}_mut")] {
            if let Some(other) = by_name.get(&accessor) {
                cx.error_twice(
                    other.ident.span(),
                    format!(
                        "the field `{name}` has a generated `{accessor}`: {}",
                        another_name(other, &accessor)
                    ),
                    field.ident.span(),
                    format!("`{name}` is declared"),
                );
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
