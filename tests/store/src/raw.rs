//! A table as its database holds it, read and written behind the store's back.

use std::fmt::Write as _;
use std::sync::{Arc, Mutex};

use pollster::block_on;
use versioned_object_core::store::{Access, Backend, ColumnValue, Step, Store};
use versioned_object_core::{Error, Result};

use crate::model::cells::moment_text;

/// A value as SQLite holds it.
#[derive(Clone, Debug, PartialEq)]
pub enum Raw {
    /// Null.
    Null,
    /// A whole number.
    Int(i64),
    /// A number with a fraction.
    Real(f64),
    /// A text, which need not be UTF-8.
    Text(Vec<u8>),
    /// Bytes.
    Blob(Vec<u8>),
}

impl From<&str> for Raw {
    fn from(text: &str) -> Self {
        Self::Text(text.as_bytes().to_vec())
    }
}

impl Raw {
    /// The value as it is written in a statement.
    pub fn literal(&self) -> String {
        match self {
            Self::Null => "NULL".to_owned(),
            Self::Int(number) => number.to_string(),
            Self::Real(number) if *number == f64::INFINITY => "9e999".to_owned(),
            Self::Real(number) => format!("{number:?}"),
            Self::Text(text) => match std::str::from_utf8(text) {
                Ok(text) => format!("'{}'", text.replace('\'', "''")),
                Err(_) => format!("CAST(X'{}' AS TEXT)", hex(text)),
            },
            Self::Blob(bytes) => format!("X'{}'", hex(bytes)),
        }
    }

    /// A value of a server's.
    ///
    /// # Errors
    /// When a table has no such value.
    pub fn of(value: ColumnValue<'_>) -> Result<Self> {
        Ok(match value {
            ColumnValue::Null => Self::Null,
            ColumnValue::Bool(truth) => Self::Int(truth.into()),
            ColumnValue::Int(number) => Self::Int(number),
            ColumnValue::Real(number) => Self::Real(number),
            ColumnValue::Text(text) => Self::from(text),
            ColumnValue::DateTime(moment) => Self::from(moment_text(moment.and_utc()).as_str()),
            other => return Err(Error::database(format!("no value of a table's: {other:?}"))),
        })
    }

    /// The text, if it is one and UTF-8.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::Text(text) => std::str::from_utf8(text).ok(),
            _ => None,
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02X}").unwrap();
        text
    })
}

fn unhex(text: &str) -> Vec<u8> {
    (0..text.len() / 2).map(|at| u8::from_str_radix(&text[2 * at..2 * at + 2], 16).unwrap()).collect()
}

/// Runs statements, each of which writes.
///
/// # Errors
/// What the database says.
pub fn execute(store: &Store, statements: &[&str]) -> Result<Vec<u64>> {
    let steps = statements.iter().map(|sql| Step::new(*sql, Vec::new())).collect();
    block_on(store.run(Access::Write, steps))
}

/// The rows that a query gives, each of so many columns, as SQLite holds them.
///
/// # Errors
/// What the database says.
pub fn rows(store: &Store, columns: &[&str], behind: &str) -> Result<Vec<Vec<Raw>>> {
    let one = |column: &&str| {
        format!(
            "typeof(\"{column}\"), CASE WHEN typeof(\"{column}\") IN ('text', 'blob') \
             THEN hex(\"{column}\") ELSE \"{column}\" END"
        )
    };
    let list = columns.iter().map(one).collect::<Vec<_>>().join(", ");
    let found = Arc::new(Mutex::new(Vec::new()));
    let (sink, count) = (Arc::clone(&found), columns.len());
    let step = Step::new(format!("SELECT {list} {behind}"), Vec::new()).rows(move |row| {
        let mut values = Vec::with_capacity(count);
        for column in 0..count {
            let (kind, value) = (row.get(2 * column)?, row.get(2 * column + 1)?);
            values.push(match (kind, value) {
                (ColumnValue::Text("text"), ColumnValue::Text(text)) => Raw::Text(unhex(text)),
                (ColumnValue::Text("blob"), ColumnValue::Text(text)) => Raw::Blob(unhex(text)),
                (_, ColumnValue::Int(number)) => Raw::Int(number),
                (_, ColumnValue::Real(number)) => Raw::Real(number),
                (_, ColumnValue::Null) => Raw::Null,
                other => return Err(Error::database(format!("no value of SQLite's: {other:?}"))),
            });
        }
        sink.lock().unwrap().push(values);
        Ok(())
    });
    block_on(store.run(Access::Read, vec![step]))?;
    let found = std::mem::take(&mut *found.lock().unwrap());
    Ok(found)
}

/// Every row of a table, with all of its columns, in the order of the first two as the database holds them.
///
/// # Errors
/// What the database says.
pub fn whole(store: &Store, table: &str) -> Result<Vec<Vec<Raw>>> {
    if store.backend() != Backend::Sqlite {
        return all(store, &format!("SELECT * FROM {table} ORDER BY 1, 2"));
    }
    let names = rows(store, &["name"], &format!("FROM pragma_table_info('{table}') ORDER BY cid"))?;
    let names: Vec<&str> = names.iter().map(|row| row[0].as_str().unwrap()).collect();
    rows(store, &names, &format!("FROM \"{table}\" ORDER BY 1, 2"))
}

/// What a query gives, on a server.
///
/// # Errors
/// What the database says.
pub fn all(store: &Store, query: &str) -> Result<Vec<Vec<Raw>>> {
    let found = Arc::new(Mutex::new(Vec::new()));
    let sink = Arc::clone(&found);
    let step = Step::new(query, Vec::new()).rows(move |row| {
        // A column behind the last one is an error.
        let values = (0..).map_while(|column| row.get(column).ok()).map(Raw::of);
        sink.lock().unwrap().push(values.collect::<Result<Vec<_>>>()?);
        Ok(())
    });
    block_on(store.run(Access::Read, vec![step]))?;
    let found = std::mem::take(&mut *found.lock().unwrap());
    Ok(found)
}
