//! The order of a database, for rows that are put in order here.

use std::cmp::Ordering;

use sea_query::{Expr as SqlExpr, Value as Sql};

use crate::base::error::{Error, Result};
use crate::store::driver::{ColumnValue, Row};
use crate::store::order::Sorted;
use crate::store::rows;

/// What a value is to the order of SQLite: null is first, then numbers, then texts by their bytes, then bytes.
#[derive(Debug)]
pub(crate) enum Rank {
    Null,
    Whole(i64),
    Real(f64),
    Text(Vec<u8>),
    Bytes(Vec<u8>),
    /// Of a server, which puts its rows in order by itself.
    Given(Option<SqlExpr>),
}

impl Rank {
    /// Of the value in a column; the column behind it has it [`spelt`](Sorted::spelt). In SQLite, these are its bytes: they
    /// say what a text is that is none, and which texts are bytes to the database.
    pub(crate) fn of(row: &dyn Row, at: usize, sorted: &Sorted) -> Result<Self> {
        if !sorted.is_ranked() {
            return sorted.found(row, at).map(Self::Given);
        }
        Ok(match row.get(at).map(rows::raw) {
            Ok(None | Some(Sql::Bool(None))) => Self::Null,
            Ok(Some(Sql::BigInt(Some(number)))) => Self::Whole(number),
            Ok(Some(Sql::Bool(Some(truth)))) => Self::Whole(i64::from(truth)),
            Ok(Some(Sql::Double(Some(number)))) => Self::Real(number),
            Ok(Some(_)) | Err(_) => match row.get(at + 1)? {
                ColumnValue::Text(bytes) => Self::of_bytes(bytes)?,
                _ => Self::Null,
            },
        })
    }

    fn of_bytes(bytes: &str) -> Result<Self> {
        let unknown = || Error::database("a value without bytes in an order");
        let (kind, digits) = bytes.split_once(' ').ok_or_else(unknown)?;
        let byte = |at: usize| digits.get(at..at + 2).and_then(|two| u8::from_str_radix(two, 16).ok());
        let bytes =
            (0..digits.len()).step_by(2).map(byte).collect::<Option<Vec<u8>>>().ok_or_else(unknown)?;
        Ok(if kind == "text" { Self::Text(bytes) } else { Self::Bytes(bytes) })
    }

    /// The value, to compare with; none for null.
    pub(crate) fn into_value(self) -> Option<SqlExpr> {
        Some(match self {
            Self::Null | Self::Given(None) => return None,
            Self::Given(Some(value)) => value,
            Self::Whole(number) => SqlExpr::val(number),
            Self::Real(number) => SqlExpr::val(number),
            Self::Text(bytes) => match String::from_utf8(bytes) {
                Ok(text) => SqlExpr::val(text),
                Err(error) => SqlExpr::cust(format!("CAST({} AS TEXT)", literal(error.as_bytes()))),
            },
            Self::Bytes(bytes) => SqlExpr::cust(literal(&bytes)),
        })
    }

    fn class(&self) -> u8 {
        match self {
            Self::Null | Self::Given(_) => 0,
            Self::Whole(_) | Self::Real(_) => 1,
            Self::Text(_) => 2,
            Self::Bytes(_) => 3,
        }
    }

    fn compare(&self, other: &Self) -> Ordering {
        #[allow(clippy::cast_precision_loss, reason = "beside a number with a fraction")]
        let real = |number: i64| number as f64;
        match (self, other) {
            (Self::Whole(one), Self::Whole(other)) => one.cmp(other),
            (Self::Real(one), Self::Real(other)) => one.total_cmp(other),
            (Self::Whole(one), Self::Real(other)) => real(*one).total_cmp(other),
            (Self::Real(one), Self::Whole(other)) => one.total_cmp(&real(*other)),
            (Self::Text(one), Self::Text(other)) | (Self::Bytes(one), Self::Bytes(other)) => one.cmp(other),
            _ => self.class().cmp(&other.class()),
        }
    }
}

/// Bytes as SQL has them. Drivers take no bytes as values, since no column is declared to have any.
fn literal(bytes: &[u8]) -> String {
    let digits = bytes.iter().fold(String::new(), |digits, byte| digits + &format!("{byte:02X}"));
    format!("X'{digits}'")
}

/// Which of two rows is first.
pub(crate) fn compare(order: &[Sorted], one: &[Rank], other: &[Rank]) -> Ordering {
    let pairs = order.iter().zip(one.iter().zip(other));
    pairs.fold(Ordering::Equal, |before, (sorted, (one, other))| {
        before.then_with(|| {
            let found = one.compare(other);
            if sorted.is_descending() { found.reverse() } else { found }
        })
    })
}
