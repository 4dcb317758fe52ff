//! The table that a database has for a type, against the one that the type declares: a column of another type than the
//! field takes would be read wrongly, and a key that is not unique would write several rows for one.

use std::sync::PoisonError;

use sea_query::Value as Sql;

use crate::base::context::Context;
use crate::base::error::{Error, Result};
use crate::describe::descriptor::{ChangeKind, FieldDescriptor, Form, TypeKind};
use crate::dynamic::versioned::VersionedObject;
use crate::store::driver::{Access, Backend, ColumnValue, Row, Step};
use crate::store::handle::Store;
use crate::store::model::{Column, Model};
use crate::store::sight::{Found, store};
use crate::store::sql;

/// A column as the database has it.
struct Actual {
    name: String,
    ty: String,
    /// Whether no two rows have the same value in it.
    is_unique: bool,
}

/// The store of a context and what it knows of a type, whose table is looked at when it is used for the first time.
pub(crate) async fn opened<T: VersionedObject>(context: &Context, access: Access) -> Result<(Model, &Store)> {
    let store = store(context, T::NAME)?;
    let model = Model::of::<T>(store.backend())?;
    let is_keyed = match store.known(&model) {
        Some(is_keyed) => is_keyed,
        None => {
            let is_keyed = look(store, &model).await?;
            store.remember(&model, is_keyed);
            is_keyed
        }
    };
    if access == Access::Write && !is_keyed {
        return Err(no_key(&model));
    }
    Ok((model, store))
}

impl Store {
    /// Whether the key of a type is unique in its table, if that was looked at before.
    fn known(&self, model: &Model) -> Option<bool> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(&(model.descriptor.type_id)()).copied()
    }

    fn remember(&self, model: &Model, is_keyed: bool) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert((model.descriptor.type_id)(), is_keyed);
    }
}

/// Whether the table of a type is there, with the columns that the type has, and a key that is unique.
///
/// # Errors
/// What differs, the first of it, in the words of the declaration.
pub(crate) async fn check(store: &Store, model: &Model) -> Result<()> {
    let is_keyed = look(store, model).await?;
    store.remember(model, is_keyed);
    if is_keyed { Ok(()) } else { Err(no_key(model)) }
}

/// As [`check`], of a table that may not be there yet.
pub(crate) async fn check_if_there(store: &Store, model: &Model) -> Result<()> {
    match columns(store, model).await? {
        actual if actual.is_empty() => Ok(()),
        actual if compare(model, &actual)? => Ok(()),
        _ => Err(no_key(model)),
    }
}

/// Looks at the table of a type; whether its key is unique.
async fn look(store: &Store, model: &Model) -> Result<bool> {
    if model.backend != Backend::Sqlite {
        // Their drivers are to say what their tables look like.
        return Ok(true);
    }
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
    if model.backend != Backend::Sqlite {
        return Ok(Vec::new());
    }
    let found = Found::new();
    let sink = found.clone();
    let table = Sql::String(Some(model.table.name.to_owned()));
    let step = Step::new(COLUMNS, vec![table.clone(), table.clone(), table]).rows(move |row| {
        sink.push(Actual {
            name: text(row, 0)?,
            ty: text(row, 1)?,
            is_unique: matches!(row.get(2)?, ColumnValue::Int(1..)),
        });
        Ok(())
    });
    store.run(Access::Read, vec![step]).await?;
    Ok(found.take())
}

/// The columns of a table, and whether each is the whole primary key or has a unique index of its own.
const COLUMNS: &str = "SELECT t.name, t.type, \
    (t.pk = 1 AND (SELECT count(*) FROM pragma_table_info(?) AS p WHERE p.pk > 0) = 1) \
    + (SELECT count(*) FROM pragma_index_list(?) AS i WHERE i.\"unique\" = 1 AND i.partial = 0 \
    AND (SELECT count(*) FROM pragma_index_info(i.name)) = 1 \
    AND (SELECT c.name FROM pragma_index_info(i.name) AS c) = t.name) \
    FROM pragma_table_info(?) AS t";

fn text(row: &dyn Row, index: usize) -> Result<String> {
    Ok(match row.get(index)? {
        ColumnValue::Text(text) => text.to_owned(),
        _ => String::new(),
    })
}

/// Compares a table with what a type declares; whether its key is unique.
fn compare(model: &Model, actual: &[Actual]) -> Result<bool> {
    let named = |name: &str| actual.iter().find(|column| column.name.eq_ignore_ascii_case(name));
    for column in model.columns() {
        let Some(found) = named(column.field.column) else {
            return Err(missing(model, column.field, |name| named(name).is_some()));
        };
        if !takes(&column, &found.ty) {
            return Err(another_type(model, column.field, &found.ty));
        }
    }
    Ok(named(model.key()?.field.column).is_some_and(|key| key.is_unique))
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
    let wanted = sql::field_type(field, model.backend);
    Error::database(format!(
        "{}.{}: the table `{table}` has the column `{column}` as {}, but the field is {} ({wanted}){since}: convert \
         the column, or keep the field in another one with `column = \"…\"`",
        model.name(),
        field.name,
        if ty.is_empty() { "a column without a type" } else { ty },
        field.ty.name,
    ))
}

/// What SQLite makes of the type of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Affinity {
    Integer,
    Text,
    None,
    Real,
    Numeric,
}

/// By the rules of SQLite's documentation, in their order.
fn affinity(ty: &str) -> Affinity {
    let ty = ty.to_ascii_uppercase();
    let has = |parts: &[&str]| parts.iter().any(|part| ty.contains(part));
    if has(&["INT"]) {
        Affinity::Integer
    } else if has(&["CHAR", "CLOB", "TEXT"]) {
        Affinity::Text
    } else if ty.is_empty() || has(&["BLOB"]) {
        Affinity::None
    } else if has(&["REAL", "FLOA", "DOUB"]) {
        Affinity::Real
    } else {
        Affinity::Numeric
    }
}

/// Whether a column of a type holds the values of a field as they are.
fn takes(column: &Column, ty: &str) -> bool {
    use Affinity::{Integer, None, Numeric, Real, Text};
    let (field, found) = (column.field, affinity(ty));
    if let Some(declared) = field.sql_type.or(field.ty.sql_type) {
        return affinity(declared) == found;
    }
    if field.to_column.is_some() {
        return true;
    }
    let taken: &[Affinity] = match (field.ty.kind, field.ty.form) {
        (TypeKind::List(_) | TypeKind::Set(_) | TypeKind::Dict(_), _) | (_, Form::Json) => {
            &[Text, None, Numeric]
        }
        (TypeKind::Enum(_), _) | (_, Form::Uuid | Form::Moment) => &[Text, None, Numeric],
        (_, Form::Text) => &[Text, None],
        (_, Form::Truth | Form::Integer { .. }) => &[Integer, Numeric, None],
        (_, Form::Number { .. }) => &[Real, Numeric, Integer, None],
        (_, Form::Any) => return true,
    };
    taken.contains(&found)
}

#[cfg(test)]
mod tests {
    use super::{Affinity, affinity};

    #[test]
    fn affinities_are_those_of_sqlites_documentation() {
        for (ty, expected) in [
            ("INTEGER", Affinity::Integer),
            ("UNSIGNED BIG INT", Affinity::Integer),
            ("CHARINT", Affinity::Integer),
            ("VARCHAR(255)", Affinity::Text),
            ("NVARCHAR(100)", Affinity::Text),
            ("CLOB", Affinity::Text),
            ("", Affinity::None),
            ("BLOB", Affinity::None),
            ("DOUBLE PRECISION", Affinity::Real),
            ("FLOAT", Affinity::Real),
            ("DECIMAL(10,5)", Affinity::Numeric),
            ("BOOLEAN", Affinity::Numeric),
            ("DATETIME", Affinity::Numeric),
            ("STRING", Affinity::Numeric),
        ] {
            assert_eq!(affinity(ty), expected, "{ty}");
        }
    }
}
