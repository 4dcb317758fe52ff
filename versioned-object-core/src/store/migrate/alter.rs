//! The statements that alter a table, for each database.

use sea_query::{Alias, ColumnDef, Expr as SqlExpr, Table, Value as Sql};

use crate::base::error::Result;
use crate::describe::descriptor::{FieldDescriptor, Form};
use crate::store::catalog::Actual;
use crate::store::column_type::cast;
use crate::store::ddl::{full_type, quoted, schema_text, short};
use crate::store::driver::Backend;
use crate::store::handle::Store;
use crate::store::key_parts;
use crate::store::migrate::literal::literal;
use crate::store::migrate::past;
use crate::store::model::{Column, Model, Shadow};
use crate::store::moments::moment_text;

fn alter(model: &Model, change: impl FnOnce(&mut sea_query::TableAlterStatement)) -> String {
    let mut alter = Table::alter();
    alter.table(Alias::new(model.table.name));
    change(&mut alter);
    schema_text(model.backend, &alter)
}

fn column(name: &str, ty: &str) -> ColumnDef {
    let mut def = ColumnDef::new(Alias::new(name));
    def.custom(Alias::new(ty));
    def
}

/// A column that takes null, so that older services need not know of it.
pub(crate) fn add(model: &Model, name: &str, ty: &str) -> String {
    alter(model, |alter| {
        alter.add_column(column(name, ty));
    })
}

/// The type of a column as it is, for another one of the same values.
pub(crate) fn same_type(backend: Backend, actual: &Actual) -> String {
    let (ty, upper) = (&actual.ty, actual.ty.to_ascii_uppercase());
    let is_text = ["CHAR", "TEXT"].iter().any(|word| upper.contains(word));
    if backend == Backend::Sqlite || !is_text {
        return ty.clone();
    }
    let own = match backend {
        Backend::MySql => "utf8mb4_0900_bin",
        Backend::MariaDb => "utf8mb4_nopad_bin",
        _ => "C",
    };
    let collation = if actual.collation.is_empty() { own } else { &actual.collation };
    if backend.is_mysql() {
        let set = collation.split('_').next().unwrap_or_default();
        return format!("{ty} CHARACTER SET {set} COLLATE {collation}");
    }
    format!("{ty} COLLATE {}", quoted(backend, collation))
}

/// A column for a field, with what rows have in it that do not say.
pub(crate) async fn add_filled(
    store: &Store,
    model: &Model,
    name: &str,
    field: &FieldDescriptor,
    value: Sql,
) -> Result<String> {
    let mut def = column(name, &full_type(field, model.backend, false));
    if !field.nullable() {
        def.not_null();
    }
    let value = match value {
        // As the text that a row has.
        Sql::ChronoDateTime(Some(moment)) => SqlExpr::val(moment_text(moment)),
        Sql::Double(Some(number)) => SqlExpr::cust(literal(store, number).await?),
        // Such an expression is kept in the character set of the database, which may lack a letter.
        Sql::String(Some(text)) if model.backend.is_mysql() && !text.is_ascii() => {
            let bytes = SqlExpr::val(Sql::Bytes(Some(text.into_bytes())));
            SqlExpr::cust_with_exprs("CONVERT(? USING utf8mb4)", [bytes])
        }
        value => SqlExpr::val(value),
    };
    match model.backend {
        // A long text takes an expression alone.
        Backend::MySql | Backend::MariaDb => {
            def.default(SqlExpr::cust_with_exprs("(?)", [value]));
        }
        _ => {
            def.default(value);
        }
    }
    Ok(alter(model, |alter| {
        alter.add_column(def);
    }))
}

pub(crate) fn rename(model: &Model, from: &str, to: &str) -> String {
    alter(model, |alter| {
        alter.rename_column(Alias::new(from), Alias::new(to));
    })
}

pub(crate) fn drop_column(model: &Model, name: &str) -> String {
    alter(model, |alter| {
        alter.drop_column(Alias::new(name));
    })
}

/// Several changes of a table in one statement: where the database undoes nothing of several.
pub(crate) fn at_once(model: &Model, changes: &[String]) -> String {
    format!("ALTER TABLE {} {}", quoted(model.backend, model.table.name), changes.join(", "))
}

/// A column is to refuse null, where a database can be told so later.
pub(crate) fn refuse_null(model: &Model, name: &str, field: &FieldDescriptor) -> Option<String> {
    let (table, name) = (quoted(model.backend, model.table.name), quoted(model.backend, name));
    match model.backend {
        Backend::Sqlite => None,
        Backend::Postgres => Some(format!("ALTER TABLE {table} ALTER COLUMN {name} SET NOT NULL")),
        _ => {
            let ty = full_type(field, model.backend, false);
            Some(format!("ALTER TABLE {table} MODIFY COLUMN {name} {ty} NOT NULL"))
        }
    }
}

/// Our column gets a name and a type, as a part of a statement of MySQL's.
pub(crate) fn change(model: &Model, from: &str, to: &str, field: &FieldDescriptor) -> String {
    let (from, to) = (quoted(model.backend, from), quoted(model.backend, to));
    let (ty, null) =
        (full_type(field, model.backend, false), if field.nullable() { "NULL" } else { "NOT NULL" });
    format!("CHANGE COLUMN {from} {to} {ty} {null}")
}

/// The name of the index of the rows with news for a shadow; none where the database has no such index.
pub(crate) fn news_index_name(model: &Model, shadow: &str) -> Option<String> {
    (!model.backend.is_mysql()).then(|| news_name(model, shadow))
}

/// How many bytes a name of what serves a migration has at most.
const MOST: usize = 60;

/// The name of an index of the rows that lack something in a column.
pub(crate) fn news_name(model: &Model, column: &str) -> String {
    short(format!("{}_{column}_news", model.table.name), MOST)
}

/// The index of the rows with news for a shadow, which has next to none as a rule.
pub(crate) fn news_index(model: &Model, shadow: &Shadow) -> Option<(String, String)> {
    let name = news_index_name(model, shadow.name)?;
    let quote = |name: &str| quoted(model.backend, name);
    let key = model.key().ok()?;
    let text = format!(
        "CREATE INDEX IF NOT EXISTS {} ON {} ({}) WHERE {}",
        quote(&name),
        quote(model.table.name),
        quote(key.name),
        news(model, shadow)
    );
    Some((name, text))
}

/// The index of the rows that have no value in a column where each has its own: of them alone, where the database has
/// such an index. None where the database has no index of such a column. The type is that of the column, if it is there.
pub(crate) fn unfilled_index(model: &Model, column: &Column, ty: Option<&str>) -> Option<(String, String)> {
    let name = news_name(model, column.name);
    let quote = |name: &str| quoted(model.backend, name);
    let (table, key, lacking) = (quote(model.table.name), quote(model.key().ok()?.name), quote(column.name));
    let text = if model.backend.is_mysql() {
        let ty = ty.map_or_else(|| full_type(column.field, model.backend, false), str::to_owned);
        let lacking = key_parts::first(model.backend, &ty, &lacking)?;
        let key_ty = full_type(model.key().ok()?.field, model.backend, false);
        let of_key = key_parts::parts(model.backend, &["CHAR(4)".to_owned(), key_ty])?.pop()?;
        let key = key_parts::spelt(&key, of_key);
        format!("CREATE INDEX {} ON {table} ({lacking}, {key})", quote(&name))
    } else {
        format!("CREATE INDEX IF NOT EXISTS {} ON {table} ({key}) WHERE {lacking} IS NULL", quote(&name))
    };
    Some((name, text))
}

/// What makes an index while others write. Elsewhere they do so anyway, or, in SQLite, wait.
pub(crate) fn beside_writers(backend: Backend, sql: &str) -> String {
    match backend {
        Backend::Postgres => sql.replacen("CREATE INDEX ", "CREATE INDEX CONCURRENTLY ", 1),
        _ => sql.to_owned(),
    }
}

/// What finishes an index that somebody began. Whoever is at it still is waited for.
pub(crate) fn finish_index(model: &Model, name: &str) -> String {
    format!("REINDEX INDEX {}", quoted(model.backend, name))
}

/// What takes away an index that is there.
pub(crate) fn drop_index(model: &Model, name: &str) -> String {
    let (name, table) = (quoted(model.backend, name), quoted(model.backend, model.table.name));
    if model.backend.is_mysql() {
        format!("DROP INDEX {name} ON {table}")
    } else {
        format!("DROP INDEX IF EXISTS {name}")
    }
}

/// A unique index on a column.
pub(crate) fn unique(model: &Model, column: &str) -> String {
    let name = short(format!("{}_{column}_key", model.table.name), MOST);
    let quote = |name: &str| quoted(model.backend, name);
    format!("CREATE UNIQUE INDEX {} ON {} ({})", quote(&name), quote(model.table.name), quote(column))
}

/// Whether a row has news for a shadow: the base is not what it was, or nothing was ever made of it.
pub(crate) fn news(model: &Model, shadow: &Shadow) -> String {
    let quote = |name: &str| quoted(model.backend, name);
    let (base, was) = (by_bytes(model, &shadow.base), by_bytes(model, &shadow.was));
    let differs = match model.backend {
        Backend::Sqlite => format!("{base} IS NOT {was}"),
        Backend::Postgres => format!("{base} IS DISTINCT FROM {was}"),
        Backend::MySql | Backend::MariaDb => format!("NOT ({base} <=> {was})"),
    };
    if model.field(shadow.slot).nullable() {
        return differs;
    }
    format!("({differs} OR {} IS NULL)", quote(shadow.name))
}

/// A column whose texts are compared byte by byte, whatever the collation that somebody gave it takes for one.
pub(crate) fn by_bytes(model: &Model, column: &Column) -> String {
    bytes_of(model.backend, column.field, quoted(model.backend, column.name))
}

/// The same of a value that a column has in a trigger.
fn bytes_of(backend: Backend, field: &FieldDescriptor, value: String) -> String {
    match backend {
        _ if !is_text(field) => value,
        Backend::Sqlite => format!("{value} COLLATE BINARY"),
        // Types of its own have no collation.
        Backend::Postgres if cast(field, backend).is_some() => value,
        Backend::Postgres => format!("CAST({value} AS TEXT) COLLATE \"C\""),
        Backend::MySql | Backend::MariaDb => format!("BINARY {value}"),
    }
}

/// The name of the trigger that watches the column of older services; none where the database takes none in this way.
pub(crate) fn watch_name(model: &Model, shadow: &str) -> Option<String> {
    let name = || short(format!("{}_{shadow}_watch", model.table.name), MOST);
    // MySQL makes none by a prepared statement.
    (model.backend != Backend::MySql).then(name)
}

/// The trigger that forgets what was made of a base whenever older services write another one: so that one that they
/// write back later is news, too. Whoever writes our column writes what the base was with it.
pub(crate) fn watch(
    model: &Model,
    key: &str,
    shadow: &str,
    (base, field): (&str, &FieldDescriptor),
) -> Vec<String> {
    let Some(name) = watch_name(model, shadow) else { return Vec::new() };
    let quote = |name: &str| quoted(model.backend, name);
    let (name, table, was) = (quote(&name), quote(model.table.name), quote(&past::was(shadow)));
    let (key, shadow, base) = (quote(key), quote(shadow), quote(base));
    let of = |row: &str, name: &str| bytes_of(model.backend, field, format!("{row}.{name}"));
    let (new, old, known) = (of("NEW", &base), of("OLD", &base), of("NEW", &was));
    match model.backend {
        Backend::Sqlite => vec![format!(
            "CREATE TRIGGER {name} AFTER UPDATE ON {table} WHEN {new} IS NOT {old} AND {new} IS NOT {known} \
             BEGIN UPDATE {table} SET {shadow} = NULL, {was} = NULL WHERE {key} = NEW.{key}; END"
        )],
        Backend::Postgres => vec![
            format!(
                "CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.{shadow} := NULL; \
                 NEW.{was} := NULL; RETURN NEW; END $$"
            ),
            format!(
                "CREATE TRIGGER {name} BEFORE UPDATE ON {table} FOR EACH ROW WHEN ({new} IS DISTINCT FROM \
                 {old} AND {new} IS DISTINCT FROM {known}) EXECUTE FUNCTION {name}()"
            ),
        ],
        Backend::MySql | Backend::MariaDb => {
            let is_news = format!("NOT ({new} <=> {old}) AND NOT ({new} <=> {known})");
            vec![format!(
                "CREATE TRIGGER {name} BEFORE UPDATE ON {table} FOR EACH ROW SET NEW.{shadow} = IF({is_news}, NULL, \
                 NEW.{shadow}), NEW.{was} = IF({is_news}, NULL, NEW.{was})"
            )]
        }
    }
}

/// What takes a trigger away.
pub(crate) fn unwatch(model: &Model, name: &str) -> Vec<String> {
    let (name, table) = (quoted(model.backend, name), quoted(model.backend, model.table.name));
    match model.backend {
        Backend::Postgres => {
            vec![
                format!("DROP TRIGGER IF EXISTS {name} ON {table}"),
                format!("DROP FUNCTION IF EXISTS {name}()"),
            ]
        }
        _ => vec![format!("DROP TRIGGER IF EXISTS {name}")],
    }
}

/// Whether the column of a field has texts.
fn is_text(field: &FieldDescriptor) -> bool {
    !matches!(field.ty.form, Form::Integer { .. } | Form::Number { .. } | Form::Truth | Form::Moment)
}
