//! The rules of tables. What the names in them are, and of which types, is asked while the crate compiles.

use proc_macro2::Ident;

use super::sql::is_name;
use crate::ctxt::Ctxt;
use crate::keys::{KeyTable as _, ObjectKey, SoftDeleteKey, TimestampsKey};
use crate::model::{MemberKind, Object, Table};
use crate::syntax::plain;

/// Every rule of the table of an object.
pub(super) fn table(cx: &Ctxt, model: &Object) {
    table_keys_need_table(cx, model);
    relations(cx, model);
    if let Some(table) = &model.table {
        lists_have_no_table(cx, model);
        name_of_a_table(cx, table);
        names_in_rust(cx, model, table);
        each_name_once(cx, table);
    }
}

/// Rule: what describes a table stands beside `table`.
fn table_keys_need_table(cx: &Ctxt, model: &Object) {
    if model.keys.place(ObjectKey::Table).is_some() {
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
    for field in model.fields.iter().filter(|field| !field.no_column && field.relation().is_none()) {
        if let Some((key, place)) = field.column_keys().next() {
            let message = format!(
                "`{}` is about a table, and the object has none: say which, `table = \"things\"`, or remove it",
                key.name()
            );
            cx.error(place, message);
        }
    }
}

/// Rule: a list object has no table; what is in it has.
fn lists_have_no_table(cx: &Ctxt, model: &Object) {
    if let (Some(_), Some(place)) = (&model.list_of, model.keys.place(ObjectKey::Table)) {
        cx.error(place, "a list object has no table: remove it, what is in the list has one");
    }
}

/// Rule: the name of a table is one that a database takes.
fn name_of_a_table(cx: &Ctxt, table: &Table) {
    let (name, span) = (&table.name.value, table.name.span);
    if !is_name(name) {
        cx.error(span, "the name of a table has letters, digits, `_`, `-` and `$`, and is not empty");
    } else if name.to_ascii_lowercase().starts_with("sqlite_") {
        cx.error(span, "names that begin with `sqlite_` are SQLite's own: give the table another one");
    }
}

/// Rule: a table names fields as Rust does, and those that may have a column.
fn names_in_rust(cx: &Ctxt, model: &Object, table: &Table) {
    for field in table.names() {
        if model.fields.iter().any(|own| own.ident == *field) {
            continue;
        }
        let name = plain(field);
        let member = model.members.iter().find(|member| member.ident == *field).map(|member| member.kind);
        let why = match member {
            Some(MemberKind::Mixin) => "is a mixin: name one of its fields".to_owned(),
            Some(MemberKind::Parent) => "is the parent: name one of its fields".to_owned(),
            Some(MemberKind::Skipped) => "is of Rust alone: it has no column".to_owned(),
            _ if model.extra_fields.iter().any(|extra| plain(extra) == name) => {
                "is computed: it has no column".to_owned()
            }
            _ => match model.fields.iter().find(|own| own.wire_name == name) {
                Some(own) => format!("is the name of `{0}` on the wire: write `{0}`", own.ident),
                None => continue,
            },
        };
        cx.error(field.span(), format!("`{name}` {why}"));
    }
}

/// Rule: no two moments are in one field, and what is set beside them is another field each time.
fn each_name_once(cx: &Ctxt, table: &Table) {
    let at = table.soft_delete.as_ref().and_then(|soft| soft.at.as_ref());
    let (created, updated) = (table.timestamps.created.as_ref(), table.timestamps.updated.as_ref());
    let differ = |first: (&str, Option<&Ident>), second: (&str, Option<&Ident>)| {
        if let (Some(one), Some(other)) = (first.1, second.1)
            && one == other
        {
            let message = format!(
                "`{}` is `{}` already: `{}` is set at another time, and needs a field of its own",
                plain(other),
                first.0,
                second.0
            );
            cx.error(other.span(), message);
        }
    };
    let (created_key, updated_key) = (TimestampsKey::Created.name(), TimestampsKey::Updated.name());
    differ((created_key, created), (updated_key, updated));
    differ((created_key, created), (SoftDeleteKey::At.name(), at));
    let Some(soft) = &table.soft_delete else { return };
    for (index, (field, _)) in soft.set.iter().enumerate() {
        let others = [
            (ObjectKey::Key.name(), table.key.as_ref()),
            (SoftDeleteKey::Flag.name(), Some(&soft.flag)),
            (SoftDeleteKey::At.name(), at),
        ];
        let name = plain(field);
        if let Some((key, _)) = others.iter().find(|(_, other)| *other == Some(field)) {
            cx.error(field.span(), format!("`{name}` is the `{key}` of the table: remove it from `set`"));
        } else if table.key.is_none() && name == "id" {
            cx.error(field.span(), "`id` is the `key` of the table: remove it from `set`");
        } else if soft.set.iter().take(index).any(|(other, _)| other == field) {
            cx.error(field.span(), format!("`{name}` is set twice: remove one of the two"));
        }
    }
}

/// Rule: a relation is of an object with a table, is one of the two kinds, and has no column.
fn relations(cx: &Ctxt, model: &Object) {
    for field in &model.fields {
        let Some(relation) = field.relation() else { continue };
        if let (Some(many), Some(one)) = (&field.has_many, &field.belongs_to) {
            cx.error_twice(
                many.key,
                "`has_many` and `belongs_to` exclude each other: remove one of them".to_owned(),
                one.key,
                "the other is given",
            );
        }
        if model.keys.place(ObjectKey::Table).is_none() {
            cx.error(
                relation.key,
                "a relation is of an object with a table: say which, `table = \"things\"`",
            );
        }
        for (key, place) in field.column_keys() {
            cx.error(place, format!("a relation has no column: remove `{}`", key.name()));
        }
        if field.no_column {
            cx.error(field.ident.span(), "a relation has no column: remove `no_column`");
        }
    }
}
