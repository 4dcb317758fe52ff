//! The rules of tables and columns.

use std::collections::BTreeMap;

use crate::ctxt::Ctxt;
use crate::keys::{FieldKey, KeyTable as _, ObjectKey};
use crate::model::{Field, Object};

/// Rule: no two fields have the same column.
pub(super) fn columns_differ(cx: &Ctxt, fields: &[Field]) {
    let mut seen: BTreeMap<&str, &Field> = BTreeMap::new();
    for field in fields {
        let column = field.column.as_deref().unwrap_or(&field.wire_name);
        match seen.get(column) {
            Some(first) if field.column.is_some() || first.column.is_some() => cx.error_twice(
                field.ident.span(),
                format!("another field has the column `{column}`: give one of them another `column`"),
                first.ident.span(),
                "the other field is declared here",
            ),
            Some(_) => {}
            None => {
                seen.insert(column, field);
            }
        }
    }
}

/// Rule: what describes a table stands beside `table`.
pub(super) fn table_keys_need_table(cx: &Ctxt, model: &Object) {
    if model.table.is_some() {
        return;
    }
    for key in [
        ObjectKey::Key,
        ObjectKey::Project,
        ObjectKey::SoftDelete,
        ObjectKey::Timestamps,
        ObjectKey::NullIntegers,
    ] {
        if let Some(place) = model.keys.place(key) {
            cx.error(place, format!("`{}` is about a table: say which, `table = \"things\"`", key.name()));
        }
    }
}

/// Rule: a relation is of an object with a table, is one of the two kinds, and has no column.
pub(super) fn relations(cx: &Ctxt, model: &Object) {
    for field in &model.fields {
        let Some(relation) = field.relation() else { continue };
        if let (Some(many), Some(one)) = (&field.has_many, &field.belongs_to) {
            cx.error_twice(
                many.key,
                "`has_many` and `belongs_to` exclude each other: remove one of them".to_owned(),
                one.key,
                "the other is given here",
            );
        }
        if model.table.is_none() {
            cx.error(
                relation.key,
                "a relation is of an object with a table: say which, `table = \"things\"`",
            );
        }
        let column = [
            (FieldKey::NoColumn, field.no_column),
            (FieldKey::Column, field.column.is_some()),
            (FieldKey::SqlType, field.sql_type.is_some()),
            (FieldKey::ToColumn, field.to_column.is_some()),
        ];
        for (key, _) in column.iter().filter(|(_, given)| *given) {
            cx.error(field.ident.span(), format!("a relation has no column: remove `{}`", key.name()));
        }
    }
}

/// Rule: a field without a column has no name and no type of one.
pub(super) fn no_column_of_no_column(cx: &Ctxt, fields: &[Field]) {
    for field in fields.iter().filter(|field| field.no_column) {
        let given = [
            (FieldKey::Column, field.column.is_some()),
            (FieldKey::SqlType, field.sql_type.is_some()),
            (FieldKey::ToColumn, field.to_column.is_some()),
        ];
        for (key, _) in given.iter().filter(|(_, given)| *given) {
            cx.error(
                field.ident.span(),
                format!("`{}` and `no_column` exclude each other: remove one of them", key.name()),
            );
        }
    }
}
