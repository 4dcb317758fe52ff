//! Pieces that statements are made of.

use sea_query::{Alias, Expr as SqlExpr, ExprTrait, Func};

use crate::store::driver::Backend;
use crate::store::model::{Column, Decoding, Model};

pub(crate) fn table(model: &Model) -> Alias {
    Alias::new(model.table.name)
}

pub(crate) fn name(column: &Column) -> Alias {
    Alias::new(column.name)
}

pub(crate) fn col(column: &Column) -> SqlExpr {
    SqlExpr::col(name(column))
}

/// A text of SQL with expressions in it: `$1` stands for the first, wherever it is.
pub(crate) fn template(backend: Backend, text: &str, parts: &[SqlExpr]) -> SqlExpr {
    if backend == Backend::Postgres {
        return SqlExpr::cust_with_exprs(text.to_owned(), parts.to_vec());
    }
    let mut pieces = text.split('$');
    let mut sql = pieces.next().unwrap_or_default().to_owned();
    let mut used = Vec::new();
    for piece in pieces {
        let (number, rest) = piece.split_at(piece.len().min(1));
        let part = number.parse::<usize>().ok().and_then(|number| parts.get(number.checked_sub(1)?));
        used.extend(part.cloned());
        sql.push('?');
        sql.push_str(rest);
    }
    SqlExpr::cust_with_exprs(sql, used)
}

/// The text of a moment in a column with all six digits of the second. SQLite's own functions make it, so that any
/// program can keep an index of it.
pub(crate) fn digits(column: &Column) -> SqlExpr {
    template(Backend::Sqlite, DIGITS, &[col(column)])
}

pub(crate) const DIGITS: &str = "($1 || substr('.000000', length($1) - 18))";

/// The instant of a moment in a column, however it is spelt, as text.
pub(crate) fn instant(column: &Column) -> SqlExpr {
    Func::cust("vo_instant").arg(col(column)).into()
}

/// A column is null. To MySQL and MariaDB, a moment of zeros in a column that takes no null `IS NULL` as well.
pub(crate) fn is_null(backend: Backend, column: &Column) -> SqlExpr {
    if backend.is_mysql() && column.decoding == Decoding::Moment {
        return template(backend, "($1 <=> NULL)", &[col(column)]);
    }
    col(column).is_null()
}

/// A column of moments as it is compared: SQLite holds them as texts, of any spelling.
pub(crate) fn moment(backend: Backend, column: &Column) -> SqlExpr {
    if backend == Backend::Sqlite { instant(column) } else { col(column) }
}

/// Whether a moment in a column is spelt in another way than its [`digits`] are right for.
pub(crate) fn is_odd(column: &Column) -> SqlExpr {
    template(Backend::Sqlite, ODD, &[col(column)])
}

/// The opposite, null among it.
pub(crate) fn is_usual(column: &Column) -> SqlExpr {
    template(Backend::Sqlite, USUAL, &[col(column)])
}

/// Whether one of these values is bytes: here they look like a text, and in an order they are none.
pub(crate) fn are_blobs(columns: &[Column]) -> SqlExpr {
    let is_blob = |column| template(Backend::Sqlite, "(typeof($1) = 'blob')", &[col(column)]);
    let all = columns.iter().map(is_blob).reduce(ExprTrait::or);
    all.unwrap_or_else(|| SqlExpr::val(0))
}

/// A macro, as text is put together here that the compiler has to see whole.
macro_rules! usual {
    () => {
        "$1 GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9] [0-9][0-9]:[0-9][0-9]:[0-9][0-9]*' \
         AND substr($1, 20) NOT GLOB '*[^.0-9]*' AND length($1) < 27"
    };
}

/// `2016-06-14 10:28:42`, with a fraction of up to six digits or without; or null.
const USUAL: &str = concat!("($1 IS NULL OR (typeof($1) <> 'blob' AND ", usual!(), "))");

/// Anything else.
pub(crate) const ODD: &str = concat!("(typeof($1) = 'blob' OR NOT (", usual!(), "))");
