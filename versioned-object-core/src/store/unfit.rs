//! Which field has a value that a database refused: it says which column, or only how long a text may be there; and what
//! SQLite means where it says that it is full.

use sea_query::{Alias, Expr as SqlExpr, ExprTrait as _, Query, Value as Sql};

use crate::base::error::{Error, Path};
use crate::dynamic::contract::DynObject;
use crate::store::column_type::{Family, family_of};
use crate::store::driver::Backend;
use crate::store::handle::Store;
use crate::store::model::{Column, Model};
use crate::store::shadow::is_any;
use crate::store::{ddl, rows};

/// An error of a database that refused what was to be written of some objects, at the field that it is about; as it is
/// where that cannot be told.
pub(crate) fn at_field<'o>(
    model: &Model,
    objects: impl IntoIterator<Item = &'o dyn DynObject>,
    error: Error,
) -> Error {
    let reason = match &error {
        Error::InvalidValue { path, reason } if *path == Path::default() => reason,
        _ => return error,
    };
    let columns = model.columns();
    let is_named = |column: &&Column| {
        ["'", "`"].iter().any(|quote| reason.ends_with(&format!("{quote}{}{quote} at row 1", column.name)))
    };
    let field = columns.iter().find(is_named).or_else(|| {
        let longest = longest(reason)?;
        objects.into_iter().find_map(|object| {
            let mut longer = columns.iter().filter(|column| is_longer(model, object, column, longest));
            // Two may be, and nothing says which.
            longer.next().filter(|_| longer.next().is_none())
        })
    });
    match field {
        Some(column) => error.at(column.field.name).at(model.name()),
        None => error,
    }
}

/// An error of SQLite that cannot make a further key, which it says in the words that it has of a full disk.
pub(crate) async fn or_used_up(store: &Store, model: &Model, error: Error) -> Error {
    let is_full = matches!(&error, Error::Database { reason } if reason == "database or disk is full");
    if !is_full || model.backend != Backend::Sqlite {
        return error;
    }
    let last = Query::select()
        .expr(SqlExpr::val(1))
        .from(Alias::new("sqlite_sequence"))
        .and_where(SqlExpr::col(Alias::new("name")).eq(model.table.name))
        .and_where(SqlExpr::col(Alias::new("seq")).eq(i64::MAX))
        .take();
    // A table whose keys are made in another way has none there.
    if !is_any(store, model, &last).await.unwrap_or_default() {
        return error;
    }
    Error::database(format!(
        "the keys of the table `{}` are used up: the last was {}",
        model.table.name,
        i64::MAX
    ))
}

/// How many characters a text may have, where a message of PostgreSQL says so: `value too long for type character varying(255)`.
fn longest(reason: &str) -> Option<usize> {
    let (_, ty) = reason.split_once("too long for type ")?;
    ty.split_once('(')?.1.trim_end_matches(')').parse().ok()
}

/// Whether the text of a field is longer than its column, which is declared to be so long.
fn is_longer(model: &Model, object: &dyn DynObject, column: &Column, longest: usize) -> bool {
    let is_declared = family_of(column.field, model.backend) == Family::Text
        && ddl::field_type(column.field, model.backend).ends_with(&format!("({longest})"));
    let text = || rows::stored(object, column).ok().flatten();
    is_declared && matches!(text(), Some(Sql::String(Some(text))) if text.chars().count() > longest)
}
