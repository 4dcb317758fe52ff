//! The order of a list, and where it goes on behind a row.

use sea_query::{Cond, Expr as SqlExpr, ExprTrait as _, NullOrdering, Order, SelectStatement, Value as Sql};

use crate::base::error::Result;
use crate::store::column_type::{Family, family_of};
use crate::store::driver::{Backend, ColumnValue, Row};
use crate::store::model::{Column, Decoding, Model};
use crate::store::parts::{digits, instant};
use crate::store::query::SortKey;
use crate::store::{compare, moments, parts, rows, sql};

/// What of a column the order goes by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum By {
    /// Its values as they stand.
    Value,
    /// The text of a moment with all six digits of the second, which an index has: right for moments in the usual
    /// spellings, `2016-06-14 10:28:42` with a fraction or without.
    Digits,
    /// The instant of a moment, however it is spelt.
    Instant,
    /// The bytes of its texts, where the database goes by more.
    Bytes(Backend),
}

/// A column to order by.
#[derive(Clone, Copy)]
pub(crate) struct Sorted {
    pub(crate) column: Column,
    descending: bool,
    by: By,
    /// Whether it may be null.
    is_nullable: bool,
    backend: Backend,
}

impl Sorted {
    /// What it goes by, as an expression.
    pub(crate) fn expr(&self) -> SqlExpr {
        match self.by {
            By::Value => parts::col(&self.column),
            By::Digits => digits(&self.column),
            By::Instant => instant(&self.column),
            By::Bytes(backend) => compare::bytes_of(backend, &self.column),
        }
    }

    /// Goes by the instant where it went by digits.
    pub(crate) fn by_instant(self) -> Self {
        let by = if self.by == By::Digits { By::Instant } else { self.by };
        Self { by, ..self }
    }

    /// The column whose moments may be spelt in another way than the digits are right for.
    pub(crate) fn digits(&self) -> Option<&Column> {
        (self.by == By::Digits).then_some(&self.column)
    }

    /// The value that the place of a row depends on, from the value of its column.
    pub(crate) fn value(&self, value: ColumnValue<'_>) -> Option<SqlExpr> {
        let found = match (self.by, value) {
            (By::Digits | By::Instant, ColumnValue::Text(text)) => {
                Some(Sql::String(Some(moments::instant(text).unwrap_or_else(|| text.to_owned()))))
            }
            (_, value) => rows::raw(value),
        };
        found.map(|value| self.bound(value))
    }

    /// The same as a text that says all of it, where it cannot be read as a value: what is no moment, for example.
    pub(crate) fn spelt(&self) -> SqlExpr {
        match self.backend {
            Backend::Sqlite => sql::bytes(self.expr()),
            Backend::Postgres => parts::template(self.backend, "CAST($1 AS TEXT)", &[self.expr()]),
            Backend::MySql | Backend::MariaDb => {
                parts::template(self.backend, "CAST($1 AS CHAR)", &[self.expr()])
            }
        }
    }

    /// What a server spelt so, as its column is compared with it.
    fn read_again(&self, text: &str) -> SqlExpr {
        match (self.backend, family_of(self.column.field, self.backend)) {
            (Backend::Postgres, Family::Moment) => {
                compare::computed(self.backend, &self.column, SqlExpr::val(text))
            }
            (Backend::MySql | Backend::MariaDb, Family::Integer) => {
                compare::widened(self.backend, SqlExpr::val(text))
            }
            _ => self.bound(Sql::String(Some(text.to_owned()))),
        }
    }

    /// The value that the place of a row of a server's depends on, from the value of its column, or else from its text in
    /// the next one.
    pub(crate) fn found(&self, row: &dyn Row, at: usize) -> Result<Option<SqlExpr>> {
        match row.get(at) {
            Ok(value) => Ok(self.value(value)),
            Err(_) => Ok(match row.get(at + 1)? {
                ColumnValue::Text(text) => Some(self.read_again(text)),
                _ => None,
            }),
        }
    }

    /// A value as its column is compared with it.
    pub(crate) fn bound(&self, value: Sql) -> SqlExpr {
        match value {
            // A number of as many digits as one likes is read as a text.
            Sql::String(Some(_))
                if self.backend == Backend::Postgres
                    && family_of(self.column.field, self.backend) == Family::Number =>
            {
                parts::template(self.backend, "CAST($1 AS NUMERIC)", &[SqlExpr::val(value)])
            }
            value => compare::given(self.backend, &self.column, value),
        }
    }

    /// The rows with null.
    fn is_null(&self) -> SqlExpr {
        match self.by {
            By::Value => parts::is_null(self.backend, &self.column),
            _ => self.expr().is_null(),
        }
    }

    /// Whether SQLite has it, whose order is made here where rows of several questions are put together.
    pub(crate) fn is_ranked(&self) -> bool {
        self.backend == Backend::Sqlite
    }

    /// Whether the greatest value is the first.
    pub(crate) fn is_descending(&self) -> bool {
        self.descending
    }
}

/// The columns of an order, with what it goes by.
pub(crate) fn sorted(model: &Model, keys: &[SortKey]) -> Result<Vec<Sorted>> {
    let sorted = keys.iter().map(|(key, descending)| {
        let column = model.named(key)?;
        let by = match (model.backend, column.decoding) {
            (Backend::Sqlite, Decoding::Moment) if model.table.created == Some(column.field.name) => {
                By::Digits
            }
            (Backend::Sqlite, Decoding::Moment) => By::Instant,
            _ if compare::needs_bytes(model, &column) => By::Bytes(model.backend),
            _ => By::Value,
        };
        let is_nullable = !column.field.is_key || model.lacks_keys;
        Ok(Sorted { column, descending: *descending, by, is_nullable, backend: model.backend })
    });
    sorted.collect()
}

/// Null is below everything, whatever the database thinks.
pub(crate) fn order_by(select: &mut SelectStatement, order: &[Sorted], backend: Backend) {
    for sorted in order {
        let direction = if sorted.descending { Order::Desc } else { Order::Asc };
        match backend {
            // Their own order, which an index can give.
            Backend::Sqlite | Backend::MySql | Backend::MariaDb => {
                select.order_by_expr(sorted.expr(), direction)
            }
            Backend::Postgres => {
                let nulls = if sorted.descending { NullOrdering::Last } else { NullOrdering::First };
                select.order_by_expr_with_nulls(sorted.expr(), direction, nulls)
            }
        };
    }
}

/// Rows that stand together in an order, as a range of an index that has it.
pub(crate) struct Range<'o> {
    /// Which rows they are.
    pub(crate) rows: Cond,
    /// What their order goes by: where they all have the same in the first column, the others say it. An index is read
    /// in the order of its later columns only if the statement leaves the first one out.
    pub(crate) order: &'o [Sorted],
}

/// The rows behind a row with these values, as ranges that come one after the other: a page costs the same wherever it
/// is. Null is below everything, and equal to nothing but null: no row is passed over, and none comes twice.
pub(crate) fn behind<'o>(
    order: &'o [Sorted],
    values: &[Option<SqlExpr>],
    backend: Backend,
) -> Vec<Range<'o>> {
    let (Some((first, rest)), Some((value, others))) = (order.split_first(), values.split_first()) else {
        return Vec::new();
    };
    let is_null = || Cond::all().add(first.is_null());
    // To PostgreSQL, null is not one value: it reads an index in its order only if the first column stands in it.
    let among_nulls = if backend == Backend::Postgres { order } else { rest };
    // No index has instants, and the ranges of another one would be all rows.
    if first.by == By::Instant {
        return vec![Range { rows: Cond::all().add(further(order, values)), order }];
    }
    let mut ranges = Vec::new();
    // SQLite finds each in an index of expressions, which it does not with both in one, nor with a comparison of rows.
    if !rest.is_empty() {
        let (same, order) = match value {
            Some(value) => (Cond::all().add(first.expr().eq(value.clone())), rest),
            None => (is_null(), among_nulls),
        };
        ranges.push(Range { rows: same.add(further(rest, others)), order });
    }
    match (value, first.descending) {
        (Some(value), true) => {
            ranges.push(Range { rows: Cond::all().add(first.expr().lt(value.clone())), order });
            if first.is_nullable {
                ranges.push(Range { rows: is_null(), order: among_nulls });
            }
        }
        (Some(value), false) => {
            ranges.push(Range { rows: Cond::all().add(first.expr().gt(value.clone())), order });
        }
        (None, true) => {}
        (None, false) => ranges.push(Range { rows: Cond::all().add(first.expr().is_not_null()), order }),
    }
    ranges
}

/// The rows behind these values where the columns before have the same.
fn further(order: &[Sorted], values: &[Option<SqlExpr>]) -> Cond {
    let mut behind = Cond::any();
    let mut equal: Vec<SqlExpr> = Vec::new();
    for (sorted, value) in order.iter().zip(values) {
        let expr = || sorted.expr();
        let beyond = match (value.clone(), sorted.descending) {
            (None, true) => None,
            (None, false) => Some(expr().is_not_null()),
            (Some(value), true) if !sorted.is_nullable => Some(expr().lt(value)),
            (Some(value), true) => Some(expr().lt(value).or(sorted.is_null())),
            (Some(value), false) => Some(expr().gt(value)),
        };
        if let Some(beyond) = beyond {
            let all = equal.iter().cloned().fold(Cond::all(), Cond::add);
            behind = behind.add(all.add(beyond));
        }
        equal.push(match value {
            None => sorted.is_null(),
            Some(value) => expr().eq(value.clone()),
        });
    }
    if behind.is_empty() { compare::nothing() } else { behind }
}
