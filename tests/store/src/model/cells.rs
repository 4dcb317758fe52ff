//! Between what SQLite holds and what an object has.

use versioned_object_core::chrono::{DateTime, Duration, Utc};
use versioned_object_core::prelude::*;
use versioned_object_core::serde_json;

use crate::model::shape::{Affinity, Field, Kind, Shape};
use crate::raw::Raw;

/// The moment that a column means, however it is spelt; to the microsecond, and in UTC where nothing else is said.
pub fn instant(text: &str) -> Option<DateTime<Utc>> {
    let mut text = text.replacen(' ', "T", 1).replace(',', ".");
    if text.len() == 10 {
        text.push_str("T00:00:00");
    }
    let time = text.find('T')?;
    let zoned = text.ends_with('Z') || text[time..].contains(['+', '-']);
    if !zoned {
        text.push('Z');
    }
    let moment = DateTime::parse_from_rfc3339(&text).ok()?.to_utc();
    let beyond = i64::from(moment.timestamp_subsec_nanos() % 1_000);
    Some(moment - Duration::nanoseconds(beyond))
}

/// A moment as it is written.
pub fn moment_text(moment: DateTime<Utc>) -> String {
    moment.naive_utc().format("%Y-%m-%d %H:%M:%S%.6f").to_string()
}

/// The UUID that a text means: capitals, hyphens, braces and `urn:uuid:` make no difference. In lower case, with
/// hyphens.
pub fn uuid(text: &str) -> Option<String> {
    let text = text.to_lowercase();
    let text = text.strip_prefix("urn:uuid:").unwrap_or(&text);
    let digits: String = text.trim_matches(['{', '}']).chars().filter(|digit| *digit != '-').collect();
    if digits.len() != 32 || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    let parts = [(0, 8), (8, 12), (12, 16), (16, 20), (20, 32)];
    Some(parts.map(|(from, to)| &digits[from..to]).join("-"))
}

/// What a column makes of a value.
fn settled(affinity: Affinity, raw: Raw) -> Raw {
    match (affinity, raw) {
        (Affinity::Text, Raw::Int(number)) => Raw::from(number.to_string().as_str()),
        (Affinity::Numeric, Raw::Text(text)) => {
            let number = std::str::from_utf8(&text).ok().and_then(|text| text.parse().ok());
            number.map_or(Raw::Text(text), Raw::Int)
        }
        (Affinity::Numeric, Raw::Real(number)) => whole(number).map_or(Raw::Real(number), Raw::Int),
        #[allow(clippy::cast_precision_loss, reason = "as SQLite does")]
        (Affinity::Real, Raw::Int(number)) => Raw::Real(number as f64),
        (_, raw) => raw,
    }
}

/// The whole number that a number without a fraction is.
#[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "what is lost is compared")]
#[allow(clippy::float_cmp, reason = "either nothing is lost or something is")]
fn whole(number: f64) -> Option<i64> {
    let whole = number as i64;
    (whole as f64 == number && whole.abs() < (1 << 53)).then_some(whole)
}

/// A value as its column has it.
pub fn stored(field: &Field, value: &Value) -> Raw {
    let value = field.to_column.map_or_else(|| value.clone(), |to_column| to_column(value.clone()));
    let raw = match &value {
        Value::Null => Raw::Null,
        Value::Bool(truth) => Raw::Int((*truth).into()),
        Value::Int(number) => Raw::Int(*number),
        Value::Float(number) => Raw::Real(*number),
        Value::String(text) => Raw::from(text.as_str()),
        Value::DateTime(moment) => Raw::from(moment_text(moment.to_utc()).as_str()),
        Value::List(_) | Value::Map(_) => Raw::from(json(&value).to_string().as_str()),
        other => panic!("no value of these types: {other:?}"),
    };
    settled(field.affinity, raw)
}

/// What a column has after it got the result of an expression.
pub fn computed(field: &Field, raw: Raw) -> Raw {
    settled(field.affinity, raw)
}

fn json(value: &Value) -> serde_json::Value {
    match value {
        Value::List(items) => items.iter().map(json).collect(),
        Value::Map(entries) => entries.iter().map(|(key, value)| (key.clone(), json(value))).collect(),
        Value::String(text) => text.as_str().into(),
        Value::Int(number) => (*number).into(),
        Value::Bool(truth) => (*truth).into(),
        _ => serde_json::Value::Null,
    }
}

/// What a field makes of what SQLite holds.
#[derive(Clone, Debug)]
pub enum Cell {
    /// This value.
    Is(Value),
    /// It refuses it.
    Bad,
    /// Whether it refuses bytes where a text is wanted is its own business.
    Odd,
}

/// Reads one field.
pub fn cell(shape: &Shape, field: &Field, raw: &Raw) -> Cell {
    let value = match (field.kind, raw) {
        (_, Raw::Blob(_)) => return Cell::Odd,
        (Kind::Int, Raw::Null) if shape.zero => Value::Int(0),
        (_, Raw::Null) => Value::Null,
        (_, Raw::Int(number)) => Value::Int(*number),
        (_, Raw::Real(number)) => Value::Float(*number),
        (kind, Raw::Text(bytes)) => match (kind, std::str::from_utf8(bytes)) {
            (_, Err(_)) => return Cell::Bad,
            (Kind::List, Ok("")) if field.nullable => Value::Null,
            (Kind::List | Kind::Map, Ok(text)) => match serde_json::from_str::<serde_json::Value>(text) {
                Ok(json) => Value::from(json),
                Err(_) => return Cell::Bad,
            },
            (Kind::Moment, Ok(text)) => match instant(text) {
                Some(moment) => Value::from(moment),
                None => return Cell::Bad,
            },
            (_, Ok(text)) => text.into(),
        },
    };
    // Null where no null is taken: the default, which reading gives in any case.
    match (shape.take)(field.name, value) {
        Ok(value) => Cell::Is(value),
        Err(_) => Cell::Bad,
    }
}

/// The value that a field makes of what SQLite holds, if it does.
pub fn value(shape: &Shape, field: &Field, raw: &Raw) -> Option<Value> {
    match cell(shape, field, raw) {
        Cell::Is(value) => Some(value),
        Cell::Bad | Cell::Odd => None,
    }
}

/// Whether two values are the same.
pub fn same(one: &Value, other: &Value) -> bool {
    format!("{one:?}") == format!("{other:?}")
}

/// Whether two values look the same on the wire.
pub fn same_on_wire(shape: &Shape, field: &Field, one: &Value, other: &Value) -> bool {
    let wire = |value: &Value| (shape.wire)(field.name, value.clone());
    match (wire(one), wire(other)) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}
