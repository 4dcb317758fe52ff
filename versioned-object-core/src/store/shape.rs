//! The table that a database has for a type, against the one that the type declares: a column of another type than the
//! field takes would be read wrongly, and a key that is not unique would write several rows for one.

use std::sync::PoisonError;

use crate::base::context::Context;
use crate::base::error::{Error, Result};
use crate::describe::descriptor::{ChangeKind, Form, ObjectDescriptor, TypeKind};
use crate::dynamic::versioned::VersionedObject;
use crate::store::catalog::{self, Actual};
use crate::store::driver::{Access, Backend};
use crate::store::handle::Store;
use crate::store::migrate::layout::layout;
use crate::store::migrate::mark;
use crate::store::model::{Column, Known, Model};
use crate::store::sight::store;
use crate::store::{shadow, sql};

/// The store of a context and what it knows of a type, whose table is looked at when it is used for the first time.
pub(crate) async fn opened<T: VersionedObject>(context: &Context, access: Access) -> Result<(Model, &Store)> {
    let store = store(context, T::NAME)?;
    let model = Model::of::<T>(store.backend())?;
    let known = match store.known(&model) {
        Some(known) => known,
        None => look(store, &model).await?,
    };
    if access == Access::Write && !known.is_keyed {
        return Err(no_key(&model));
    }
    let model = Model { layout: known.layout, ..model };
    shadow::fill_all(store, &model).await?;
    Ok((model, store))
}

/// Whether a statement failed because the table stands in another way than when it was looked at: somebody ended what two
/// versions of the type had of it. It is worth another try then.
pub(crate) async fn has_moved<T: VersionedObject>(context: Option<&Context>, error: &Error) -> bool {
    let Some(store) = context.and_then(Context::store) else { return false };
    let Ok(model) = Model::of::<T>(store.backend()) else { return false };
    let Some(Known { layout: Some(before), .. }) = store.known(&model) else { return false };
    if !matches!(error, Error::Database { .. }) {
        return false;
    }
    match look(store, &model).await {
        Ok(now) => now.layout.is_none_or(|now| !std::ptr::eq(now, before)),
        Err(_) => false,
    }
}

impl Store {
    /// What is known of the table of a type that was looked at before.
    fn known(&self, model: &Model) -> Option<Known> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(&(model.descriptor.type_id)()).copied()
    }

    /// Whether two versions of a type work on its table, as far as it was looked at.
    pub(crate) fn is_shared(&self, descriptor: &ObjectDescriptor) -> bool {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(&(descriptor.type_id)()).is_some_and(|known| known.layout.is_some())
    }

    fn remember(&self, model: &Model, what: Known) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert((model.descriptor.type_id)(), what);
    }

    /// The table of a type is looked at again when it is used next.
    pub(crate) fn forget(&self, model: &Model) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.remove(&(model.descriptor.type_id)());
    }
}

/// Whether the table of a type is there, with the columns that the type has, and a key that is unique; the type with what
/// the table is like.
///
/// # Errors
/// What differs, the first of it, in the words of the declaration.
pub(crate) async fn check(store: &Store, model: &Model) -> Result<Model> {
    let known = look(store, model).await?;
    if known.is_keyed { Ok(Model { layout: known.layout, ..*model }) } else { Err(no_key(model)) }
}

/// As [`check`], of a table that may not be there yet: none then.
pub(crate) async fn check_if_there(store: &Store, model: &Model) -> Result<Option<Model>> {
    match catalog::columns(store, model.table.name).await? {
        actual if actual.is_empty() => Ok(None),
        actual => {
            let known = compared(store, model, &actual).await?;
            if known.is_keyed {
                Ok(Some(Model { layout: known.layout, ..*model }))
            } else {
                Err(no_key(model))
            }
        }
    }
}

/// Looks at the table of a type.
async fn look(store: &Store, model: &Model) -> Result<Known> {
    let actual = columns(store, model).await?;
    if actual.is_empty() && model.backend == Backend::Sqlite {
        let (table, name) = (model.table.name, model.name());
        return Err(Error::database(format!(
            "no such table: {table}, which {name} is kept in; `create_table` makes it"
        )));
    }
    let known = compared(store, model, &actual).await?;
    store.remember(model, known);
    Ok(known)
}

/// The columns of the table, as far as they are looked at.
async fn columns(store: &Store, model: &Model) -> Result<Vec<Actual>> {
    // What other databases call their types is not compared yet: there only a past is a reason to look.
    if model.backend == Backend::Sqlite || has_past(model) {
        return catalog::columns(store, model.table.name).await;
    }
    Ok(Vec::new())
}

/// Whether an older version of the type may have made its table.
fn has_past(model: &Model) -> bool {
    let fields = model.descriptor.slots.iter().filter(|field| field.stored);
    fields
        .into_iter()
        .any(|field| field.since.is_some() || field.until.is_some() || !field.history.is_empty())
}

async fn compared(store: &Store, model: &Model, actual: &[Actual]) -> Result<Known> {
    let mark = if has_past(model) { mark::read(store, model.table.name).await? } else { None };
    let is_there = |name: &str| actual.iter().any(|column| column.name.eq_ignore_ascii_case(name));
    let layout = match mark {
        Some(mark) => layout(model, &mark, &is_there)?,
        None => None,
    };
    if model.backend != Backend::Sqlite {
        return Ok(Known { is_keyed: true, layout });
    }
    let model = Model { layout, ..*model };
    match differences(&model, &model.selected(), actual).into_iter().next() {
        Some(error) => Err(error),
        None => Ok(Known { is_keyed: is_keyed(&model, actual)?, layout }),
    }
}

/// What of a table is not as a type declares it.
pub(crate) fn differences(model: &Model, wanted: &[Column], actual: &[Actual]) -> Vec<Error> {
    let named = |name: &str| actual.iter().find(|column| column.name.eq_ignore_ascii_case(name));
    let differs = |column: &Column| match named(column.name) {
        None => Some(missing(model, column, |name| named(name).is_some())),
        Some(found) if model.backend == Backend::Sqlite && !takes(column, &found.ty) => {
            Some(another_type(model, column, &found.ty))
        }
        Some(_) => None,
    };
    wanted.iter().filter_map(differs).collect()
}

/// Whether the key of a table is unique.
pub(crate) fn is_keyed(model: &Model, actual: &[Actual]) -> Result<bool> {
    let key = model.key()?;
    Ok(actual.iter().any(|column| column.is_unique && column.name.eq_ignore_ascii_case(key.name)))
}

fn no_key(model: &Model) -> Error {
    let (table, key) = (model.table.name, model.table.key);
    Error::database(format!(
        "the table `{table}` of {} may have several rows of one `{key}`: it needs a primary key or a unique index on it",
        model.name()
    ))
}

fn missing(model: &Model, column: &Column, is_there: impl Fn(&str) -> bool) -> Error {
    let (table, field, column) = (model.table.name, column.field, column.name);
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

fn another_type(model: &Model, column: &Column, ty: &str) -> Error {
    let field = column.field;
    let since = field.history.iter().filter(|change| matches!(change.kind, ChangeKind::Changed { .. }));
    let since = since.map(|change| change.version).max();
    let since = since.map_or_else(String::new, |version| format!(" since {version}"));
    let (table, column) = (model.table.name, column.name);
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
