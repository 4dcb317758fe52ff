//! Rows and values, as SQLite has them.

use rusqlite::ToSql;
use rusqlite::types::{ToSqlOutput, Value as Sql, ValueRef};

use crate::base::error::Result;
use crate::store::driver::{ColumnValue, Row, ToKeep, text_of};
use crate::store::moments::moment_text;
use crate::store::sqlite::failure::failed;

/// A row that a statement stands at.
pub(crate) struct SqliteRow<'r, 's>(pub(crate) &'r rusqlite::Row<'s>);

impl Row for SqliteRow<'_, '_> {
    fn get(&self, index: usize) -> Result<ColumnValue<'_>> {
        match self.kept(index)? {
            ToKeep::Value(value) => Ok(value),
            ToKeep::Bytes(text) => text_of(text).map(ColumnValue::Text),
        }
    }

    fn kept(&self, index: usize) -> Result<ToKeep<'_>> {
        Ok(ToKeep::Value(match self.0.get_ref(index).map_err(failed)? {
            ValueRef::Null => ColumnValue::Null,
            ValueRef::Integer(number) => ColumnValue::Int(number),
            ValueRef::Real(number) => ColumnValue::Real(number),
            ValueRef::Text(text) | ValueRef::Blob(text) => return Ok(ToKeep::Bytes(text)),
        }))
    }
}

/// A value of sea-query's as SQLite takes it.
pub(crate) struct Param<'v>(pub(crate) &'v sea_query::Value);

impl ToSql for Param<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        use sea_query::Value;
        let owned = |value: Sql| Ok(ToSqlOutput::Owned(value));
        let int = |number: Option<i64>| owned(number.map_or(Sql::Null, Sql::Integer));
        match self.0 {
            Value::Bool(truth) => int(truth.map(i64::from)),
            Value::TinyInt(number) => int(number.map(i64::from)),
            Value::SmallInt(number) => int(number.map(i64::from)),
            Value::Int(number) => int(number.map(i64::from)),
            Value::BigInt(number) => int(*number),
            Value::TinyUnsigned(number) => int(number.map(i64::from)),
            Value::SmallUnsigned(number) => int(number.map(i64::from)),
            Value::Unsigned(number) => int(number.map(i64::from)),
            Value::BigUnsigned(Some(number)) => match i64::try_from(*number) {
                Ok(number) => int(Some(number)),
                Err(error) => Err(rusqlite::Error::ToSqlConversionFailure(Box::new(error))),
            },
            Value::Float(number) => owned(number.map_or(Sql::Null, |number| Sql::Real(number.into()))),
            Value::Double(number) => owned(number.map_or(Sql::Null, Sql::Real)),
            Value::String(Some(text)) => Ok(ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes()))),
            // The form that SQLAlchemy writes and reads, with all six digits.
            Value::ChronoDateTime(Some(moment)) => owned(Sql::Text(moment_text(*moment))),
            Value::String(None) | Value::ChronoDateTime(None) | Value::BigUnsigned(None) => owned(Sql::Null),
            other => {
                let message = format!("no value of this kind is written: {other:?}");
                Err(rusqlite::Error::ToSqlConversionFailure(message.into()))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use rusqlite::types::Value;

    use super::*;
    use crate::store::moments::is_odd;
    use crate::store::parts::ODD;

    #[test]
    fn the_database_finds_the_same_moments_odd() {
        let usual = "2016-06-14 10:28:42.500000";
        let mut texts: Vec<String> = (0..=usual.len()).map(|end| usual[..end].to_owned()).collect();
        for at in 0..usual.len() {
            texts.extend(["0", "9", ".", "-", " ", ":", "T", "x", "", "ü", "/"].map(|other| {
                let (before, behind) = (&usual[..at], &usual[at + 1..]);
                format!("{before}{other}{behind}")
            }));
        }
        texts.extend([
            format!("{usual}0"),
            format!("{usual}+00:00"),
            format!("{usual}."),
            " ".to_owned() + usual,
        ]);
        let mut values: Vec<Value> = texts.iter().cloned().map(Value::Text).collect();
        values.extend(texts.into_iter().map(|text| Value::Blob(text.into_bytes())));
        values.extend([Value::Null, Value::Integer(2016), Value::Real(2016.5), Value::Blob(vec![255; 19])]);
        let connection = rusqlite::Connection::open_in_memory().unwrap();
        let asked = format!("SELECT ?1, typeof(?1) = 'blob', {}", ODD.replace("$1", "?1"));
        let mut asked = connection.prepare(&asked).unwrap();
        let mut found = [0; 2];
        for value in values {
            let mut rows = asked.query([&value]).unwrap();
            let row = SqliteRow(rows.next().unwrap().unwrap());
            let odd = is_odd(row.get(0), row.get(1));
            assert_eq!(row.get(2).unwrap() == ColumnValue::Int(1), odd, "{value:?}");
            found[usize::from(odd)] += 1;
        }
        assert!(found.iter().all(|count| *count > 20), "{found:?}");
    }
}
