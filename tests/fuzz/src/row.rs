//! Values that a database gives.

use std::sync::{Arc, LazyLock};

use chrono::FixedOffset;
use versioned_object_core::prelude::*;
use versioned_object_core::store::{
    Access, Backend, BoxFuture, ColumnValue, Driver, Lookup, Row, Session, Sqlite, Step,
};

use crate::objects::Texts;
use crate::property::{check_error, check_object};

/// Reads a row in which one column has the input: the first byte says which, the second as what.
pub fn run(data: &[u8]) {
    let [column, kind, rest @ ..] = data else { return };
    let fields: Vec<_> = Texts::descriptor().fields().collect();
    let column = usize::from(*column) % fields.len();
    let number = i64::from_le_bytes(std::array::from_fn(|at| rest.get(at).copied().unwrap_or(0)));
    let value = match kind % 8 {
        0 => Held::Bool(number % 2 == 0),
        1 => Held::Int(number),
        2 => Held::Real(f64::from_bits(number.cast_unsigned())),
        // A column of JSON holds none.
        3 if fields[column].name != "any" => Held::DateTime(number),
        _ => match std::str::from_utf8(rest) {
            Ok(text) => Held::Text(text.to_owned()),
            Err(_) => return,
        },
    };
    let cells = Arc::new(Cells { column, value });
    let store = Store::new(OneRow(Arc::clone(&cells)));
    let context = Context::builder().is_admin(true).store(&store).build();
    let found = pollster::block_on(Texts::look_up(&context, Uuid::nil(), Lookup::default()));
    if let Held::Text(text) = &cells.value {
        moments_agree(text, fields[column].name, &found);
    }
    match found {
        Ok(object) => {
            assert!(object.obj_what_changed().is_empty());
            check_object(&object);
        }
        Err(error) => check_error(&error, &format!("Texts.{}", fields[column].name)),
    }
}

/// A column of moments takes the texts that a field takes, for the same moments: databases have a form of their own, and
/// a reader for it.
fn moments_agree(text: &str, field: &str, found: &Result<Texts>) {
    let same = |a: Option<DateTime<Utc>>, b: Result<DateTime<Utc>>| assert_eq!(a, b.ok(), "{field}: {text}");
    let value = Value::from(text);
    let found = found.as_ref().ok();
    match field {
        "utc" => same(found.and_then(|found| found.utc().unwrap()), value.coerce()),
        // What a column has is in UTC.
        "fixed" => {
            let moment = value.coerce::<DateTime<FixedOffset>>();
            let in_years = moment.map(|moment| moment.to_utc()).and_then(|utc| Value::from(utc).coerce());
            same(found.and_then(|found| found.fixed().unwrap()).map(|moment| moment.to_utc()), in_years);
        }
        _ => {}
    }
}

/// A value that a row holds.
enum Held {
    Bool(bool),
    Int(i64),
    Real(f64),
    Text(String),
    DateTime(i64),
}

/// A row of nulls but for one column, and the key.
struct Cells {
    column: usize,
    value: Held,
}

impl Row for Cells {
    fn get(&self, index: usize) -> Result<ColumnValue<'_>> {
        if index != self.column {
            let id = ColumnValue::Text("00000000-0000-0000-0000-000000000000");
            return Ok(if index == 0 { id } else { ColumnValue::Null });
        }
        Ok(match &self.value {
            Held::Bool(truth) => ColumnValue::Bool(*truth),
            Held::Int(number) => ColumnValue::Int(*number),
            Held::Real(number) => ColumnValue::Real(*number),
            Held::Text(text) => ColumnValue::Text(text),
            Held::DateTime(micros) => match DateTime::from_timestamp_micros(*micros) {
                Some(moment) => ColumnValue::DateTime(moment.naive_utc()),
                None => ColumnValue::Null,
            },
        })
    }
}

/// A real database with the table: it says what columns there are.
static TABLES: LazyLock<Store> = LazyLock::new(|| {
    let store = Sqlite::in_memory().open().unwrap();
    pollster::block_on(store.create_table::<Texts>()).unwrap();
    store
});

/// A database that has this row, whatever is asked of the rows.
struct OneRow(Arc<Cells>);

impl Driver for OneRow {
    fn backend(&self) -> Backend {
        Backend::Sqlite
    }

    fn run(&self, access: Access, steps: Vec<Step>) -> BoxFuture<'static, Result<Vec<u64>>> {
        if steps.iter().any(|step| step.sql.contains("pragma_table_info")) {
            return TABLES.run(access, steps);
        }
        let row = Arc::clone(&self.0);
        Box::pin(async move {
            let read = steps.into_iter().map(|mut step| {
                step.rows.as_mut().map_or(Ok(()), |sink| sink(&*row))?;
                step.check.map_or(Ok(()), |check| check(1))?;
                Ok(1)
            });
            read.collect()
        })
    }

    fn begin(&self) -> BoxFuture<'static, Result<Arc<dyn Session>>> {
        Box::pin(async { Err(Error::database("no transactions here")) })
    }
}
