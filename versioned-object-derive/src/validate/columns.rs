//! The rules of columns, in objects and mixins.

use super::sql::{is_name, type_mistake};
use crate::ctxt::Ctxt;
use crate::keys::KeyTable as _;
use crate::model::Field;

/// Every rule of the columns of fields.
pub(super) fn columns(cx: &Ctxt, fields: &[Field]) {
    no_column_of_no_column(cx, fields);
    names_of_columns(cx, fields);
    types_of_columns(cx, fields);
}

/// Rule: a field without a column has no name and no type of one.
fn no_column_of_no_column(cx: &Ctxt, fields: &[Field]) {
    for field in fields.iter().filter(|field| field.no_column && field.relation().is_none()) {
        for (key, place) in field.column_keys() {
            let key = key.name();
            cx.error(place, format!("`{key}` and `no_column` exclude each other: remove one of them"));
        }
    }
}

/// Rule: the name of a column is one that a database takes.
fn names_of_columns(cx: &Ctxt, fields: &[Field]) {
    for column in fields.iter().filter_map(|field| field.column.as_ref()) {
        if !is_name(&column.value) {
            let message = "the name of a column has letters, digits, `_`, `-` and `$`, and is not empty";
            cx.error(column.span, message);
        }
    }
}

/// Rule: `sql_type` is a type and nothing else, for it stands in the statement that makes the table.
fn types_of_columns(cx: &Ctxt, fields: &[Field]) {
    for given in fields.iter().filter_map(|field| field.sql_type.as_ref()) {
        if let Some(mistake) = type_mistake(&given.value) {
            cx.error(given.span, mistake);
        }
    }
}
