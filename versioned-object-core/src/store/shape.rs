//! The table that a database has for a type, against the one that the type declares: a column of another type than the
//! field takes would be read wrongly, and a key that is not unique would write several rows for one.

use std::sync::PoisonError;

use sea_query::Value as Sql;

use crate::base::context::Context;
use crate::base::error::{Error, Result};
use crate::describe::descriptor::{ChangeKind, FieldDescriptor};
use crate::dynamic::versioned::VersionedObject;
use crate::store::column_type::{digits, needs_declaring, rounds, takes};
use crate::store::ddl;
use crate::store::driver::{Access, Backend, ColumnValue, Row, Step};
use crate::store::handle::{Seen, Store};
use crate::store::model::{Column, Decoding, Model};
use crate::store::sight::{Found, store};

/// A column as the database has it.
struct Actual {
    name: String,
    ty: String,
    /// Whether no two rows have the same value in it.
    is_unique: bool,
    /// What its collation changes.
    collation: Collation,
}

/// What of texts a collation changes, beside comparing them by their bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Collation {
    Nothing,
    /// Their order.
    Order,
    /// Their order, and which of them are the same.
    Equality,
}

/// The store of a context and what it knows of a type, whose table is looked at when it is used for the first time.
pub(crate) async fn opened<T: VersionedObject>(context: &Context, access: Access) -> Result<(Model, &Store)> {
    let store = store(context, T::NAME)?;
    let mut model = Model::of::<T>(store.backend())?;
    let seen = match store.known(&model) {
        Some(seen) => seen,
        None => {
            let seen = look(store, &model).await?;
            store.remember(&model, seen);
            seen
        }
    };
    if access == Access::Write && !seen.is_keyed {
        return Err(no_key(&model));
    }
    (model.is_collated, model.digits, model.rounds) = (seen.is_collated, seen.digits, seen.rounds);
    Ok((model, store))
}

impl Store {
    /// What was seen of the table of a type, if it was looked at before.
    fn known(&self, model: &Model) -> Option<Seen> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(&(model.descriptor.type_id)()).copied()
    }

    fn remember(&self, model: &Model, seen: Seen) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert((model.descriptor.type_id)(), seen);
    }
}

/// Whether the table of a type is there, with the columns that the type has, and a key that is unique.
///
/// # Errors
/// What differs, the first of it, in the words of the declaration.
pub(crate) async fn check(store: &Store, model: &Model) -> Result<()> {
    let seen = look(store, model).await?;
    store.remember(model, seen);
    if seen.is_keyed { Ok(()) } else { Err(no_key(model)) }
}

/// As [`check`], of a table that may not be there yet.
pub(crate) async fn check_if_there(store: &Store, model: &Model) -> Result<()> {
    match columns(store, model).await? {
        actual if actual.is_empty() => Ok(()),
        actual if compare(model, &actual)?.is_keyed => Ok(()),
        _ => Err(no_key(model)),
    }
}

/// Looks at the table of a type.
async fn look(store: &Store, model: &Model) -> Result<Seen> {
    let actual = columns(store, model).await?;
    if actual.is_empty() {
        let (table, name) = (model.table.name, model.name());
        return Err(Error::database(format!(
            "no such table: {table}, which {name} is kept in; `create_table` makes it"
        )));
    }
    compare(model, &actual)
}

async fn columns(store: &Store, model: &Model) -> Result<Vec<Actual>> {
    let found = Found::new();
    let sink = found.clone();
    let table = Sql::String(Some(model.table.name.to_owned()));
    let (asked, times) = match model.backend {
        Backend::Sqlite => (OF_SQLITE, 3),
        Backend::Postgres => (OF_POSTGRES, 1),
        Backend::MySql | Backend::MariaDb => (OF_MYSQL, 1),
    };
    let step = Step::new(asked, vec![table; times]).rows(move |row| {
        sink.push(Actual {
            name: text(row, 0)?,
            ty: text(row, 1)?,
            is_unique: matches!(row.get(2)?, ColumnValue::Int(1..)),
            collation: match row.get(3)? {
                ColumnValue::Int(1) => Collation::Order,
                ColumnValue::Int(2) => Collation::Equality,
                _ => Collation::Nothing,
            },
        });
        Ok(())
    });
    store.run(Access::Read, vec![step]).await?;
    Ok(found.take())
}

/// The columns of a table, and whether each is the whole primary key or has a unique index of its own.
const OF_SQLITE: &str = "SELECT t.name, t.type, \
    (t.pk = 1 AND (SELECT count(*) FROM pragma_table_info(?) AS p WHERE p.pk > 0) = 1) \
    + (SELECT count(*) FROM pragma_index_list(?) AS i WHERE i.\"unique\" = 1 AND i.partial = 0 \
    AND (SELECT count(*) FROM pragma_index_info(i.name)) = 1 \
    AND (SELECT c.name FROM pragma_index_info(i.name) AS c) = t.name), 0 \
    FROM pragma_table_info(?) AS t";

/// The same, and what a column's collation changes.
const OF_POSTGRES: &str = "SELECT a.attname::text, format_type(a.atttypid, a.atttypmod), \
    (SELECT count(*) FROM pg_catalog.pg_index i WHERE i.indrelid = a.attrelid AND i.indisunique AND i.indisvalid \
    AND i.indpred IS NULL AND i.indnkeyatts = 1 AND i.indkey[0] = a.attnum), \
    CASE WHEN c.collname IN ('C', 'POSIX') THEN 0 WHEN c.collisdeterministic THEN 1 WHEN c.oid IS NULL THEN 0 ELSE 2 END \
    FROM pg_catalog.pg_attribute a LEFT JOIN pg_catalog.pg_collation c ON c.oid = a.attcollation \
    WHERE a.attrelid = to_regclass(quote_ident($1)) AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum";

/// The same; what ends in `bin` and does not pad is by the bytes.
const OF_MYSQL: &str = "SELECT c.COLUMN_NAME, c.COLUMN_TYPE, \
    (SELECT count(*) FROM information_schema.STATISTICS s WHERE s.TABLE_SCHEMA = c.TABLE_SCHEMA \
    AND s.TABLE_NAME = c.TABLE_NAME AND s.COLUMN_NAME = c.COLUMN_NAME AND s.NON_UNIQUE = 0 AND s.SUB_PART IS NULL \
    AND (SELECT count(*) FROM information_schema.STATISTICS m WHERE m.TABLE_SCHEMA = s.TABLE_SCHEMA \
    AND m.TABLE_NAME = s.TABLE_NAME AND m.INDEX_NAME = s.INDEX_NAME) = 1), \
    CASE WHEN c.COLLATION_NAME IN ('utf8mb4_nopad_bin', 'utf8mb4_0900_bin') THEN 0 \
    WHEN c.COLLATION_NAME IS NULL THEN 0 ELSE 2 END \
    FROM information_schema.COLUMNS c WHERE c.TABLE_SCHEMA = DATABASE() AND c.TABLE_NAME = ? \
    ORDER BY c.ORDINAL_POSITION";

fn text(row: &dyn Row, index: usize) -> Result<String> {
    Ok(match row.get(index)? {
        ColumnValue::Text(text) => text.to_owned(),
        _ => String::new(),
    })
}

/// Compares a table with what a type declares.
fn compare(model: &Model, actual: &[Actual]) -> Result<Seen> {
    let named = |name: &str| actual.iter().find(|column| column.name.eq_ignore_ascii_case(name));
    for column in model.columns() {
        let Some(found) = named(column.field.column) else {
            return Err(missing(model, column.field, |name| named(name).is_some()));
        };
        if !takes(model.backend, &column, &found.ty) {
            return Err(another_type(model, column.field, &found.ty));
        }
    }
    let key = named(model.key()?.field.column);
    let any = |is: &dyn Fn(&Column, &Actual) -> bool| {
        model.columns().iter().any(|column| named(column.field.column).is_some_and(|found| is(column, found)))
    };
    let stamps = [model.table.created, model.table.updated, model.table.soft_delete.and_then(|soft| soft.at)];
    let stamps = stamps.into_iter().flatten().filter_map(|field| named(model.column(field)?.field.column));
    let digits = stamps.map(|column| digits(model.backend, &column.ty)).min().unwrap_or(6);
    // JSON is never compared as text.
    let is_loose =
        any(&|column, found| column.decoding != Decoding::Json && found.collation == Collation::Equality);
    let is_collated = is_loose || key.is_some_and(|key| key.collation != Collation::Nothing);
    let rounds = any(&|_, found| rounds(model.backend, &found.ty));
    Ok(Seen { is_keyed: key.is_some_and(|key| key.is_unique), is_collated, digits, rounds })
}

fn no_key(model: &Model) -> Error {
    let (table, key) = (model.table.name, model.table.key);
    Error::database(format!(
        "the table `{table}` of {} may have several rows of one `{key}`: it needs a primary key or a unique index on it",
        model.name()
    ))
}

fn missing(model: &Model, field: &FieldDescriptor, is_there: impl Fn(&str) -> bool) -> Error {
    let (table, column) = (model.table.name, field.column);
    let former = field.history.iter().find_map(|change| match change.kind {
        ChangeKind::Renamed { from } if is_there(from) => Some((from, change.version)),
        _ => None,
    });
    let way = match (former, field.since) {
        (Some((from, version)), _) => format!(
            ": it has `{from}`, which the field was called before {version}; rename the column, `ALTER TABLE {table} \
             RENAME COLUMN {from} TO {column}`, or keep it with `column = \"{from}\"`"
        ),
        (None, Some(since)) => format!(", which {} has since {since}: add it", model.name()),
        (None, None) => String::new(),
    };
    let reason = format!("no such column: the table `{table}` has no `{column}`{way}");
    Error::database(format!("{}.{}: {reason}", model.name(), field.name))
}

fn another_type(model: &Model, field: &FieldDescriptor, ty: &str) -> Error {
    let since = field.history.iter().filter(|change| matches!(change.kind, ChangeKind::Changed { .. }));
    let since = since.map(|change| change.version).max();
    let since = since.map_or_else(String::new, |version| format!(" since {version}"));
    let (table, column) = (model.table.name, field.column);
    let wanted = ddl::field_type(field, model.backend);
    let way = match model.backend {
        Backend::Postgres if needs_declaring(ty) => format!(", or declare it with `sql_type = \"{ty}\"`"),
        _ => String::new(),
    };
    Error::database(format!(
        "{}.{}: the table `{table}` has the column `{column}` as {}, but the field is {} ({wanted}){since}: convert \
         the column, or keep the field in another one with `column = \"…\"`{way}",
        model.name(),
        field.name,
        if ty.is_empty() { "a column without a type" } else { ty },
        field.ty.name,
    ))
}
