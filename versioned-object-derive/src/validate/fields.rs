//! The rules of fields, in objects and mixins.

use syn::DeriveInput;

use super::columns::columns;
use super::form::{no_generics, private_fields};
use super::history::history;
use super::names::{
    accessors_differ, keys_differ, reserved_names, snake_case, wire_names_are_names, wire_names_differ,
};
use super::types::types_of_fields;
use super::values::{
    fingerprint_default_is_the_default, literals_fit, null_where_it_is_taken, relations_begin_empty,
};
use crate::ctxt::Ctxt;
use crate::model::{Field, Member};
use crate::pyrepr;
use crate::syntax::{option_argument, type_text};

/// The rules that objects and mixins share.
pub(super) fn fields(cx: &Ctxt, input: &DeriveInput, fields: &[Field], members: &[Member]) {
    no_generics(cx, &input.generics);
    private_fields(cx, input, members);
    one_option(cx, fields);
    types_of_fields(cx, &input.ident, fields);
    snake_case(cx, fields);
    reserved_names(cx, fields);
    accessors_differ(cx, fields);
    keys_differ(cx, fields);
    wire_names_are_names(cx, fields);
    late_bound_fields(cx, fields);
    wire_names_differ(cx, fields);
    no_null_default(cx, fields);
    null_where_it_is_taken(cx, fields);
    literals_fit(cx, fields);
    fingerprint_default_is_the_default(cx, fields);
    relations_begin_empty(cx, fields);
    history(cx, fields);
    columns(cx, fields);
}

/// Rule: one `Option` says everything; null has no second kind.
fn one_option(cx: &Ctxt, fields: &[Field]) {
    for field in fields.iter().filter(|field| field.nullable) {
        if let Some(inner) = option_argument(&field.inner) {
            let inner = type_text(inner);
            cx.error_at(&field.ty, format!("null has one kind: write `Attr<Option<{inner}>>`"));
        }
    }
}

/// Rule: `object` names the type of a field whose Rust type does not say it: one with `Box<dyn DynObject>`.
fn late_bound_fields(cx: &Ctxt, fields: &[Field]) {
    for field in fields {
        let Some(object) = &field.object else { continue };
        let text = type_text(&field.ty);
        if !text.contains("dyn ") {
            cx.error(
                object.key,
                format!("`object` is for fields of `Box<dyn DynObject>`: `{text}` says what it takes"),
            );
        }
    }
}

/// Rule: null is no default; unset is what a field without default has.
fn no_null_default(cx: &Ctxt, fields: &[Field]) {
    for field in fields {
        if let Some(default) = &field.default
            && (pyrepr::is_none(&default.expr) || field.nullable && pyrepr::is_null_of_option(&default.expr))
        {
            cx.error_at(
                &default.expr,
                "null is no default: remove it, a field without default stays unset until it is written",
            );
        }
    }
}
