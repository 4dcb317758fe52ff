//! Every field type that is read from a text.

use chrono::Timelike;
use versioned_object_core::prelude::*;

use crate::objects::Texts;
use crate::property::{check_error, check_object};

/// Gives a text to every field, by name and in an envelope.
pub fn run(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let (mut all, mut taken) = (Texts::new(&Context::admin()), 0);
    for field in Texts::descriptor().fields() {
        if by_name(&mut all, field.name, text) {
            taken += 1;
        }
        in_envelope(field.name, text);
    }
    // Some fields take any text; it is their own target that shows them.
    if taken > ANY_TEXT {
        check_object(&all);
    }
}

/// How many fields take any text: texts, truth values, JSON.
const ANY_TEXT: usize = 5;

/// Whether the field takes the text.
fn by_name(object: &mut Texts, field: &str, text: &str) -> bool {
    match object.set(field, text) {
        Ok(()) => {
            let value = object.get(field).unwrap();
            assert!(!value.to_string().is_empty());
            let mut again = Texts::new(&Context::admin());
            again.set(field, value).unwrap_or_else(|error| panic!("{error}"));
            let json = again.to_json().unwrap();
            // What the wire has is in its final form.
            let read = Texts::from_json(&json).unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(
                on_the_wire(read.get(field).unwrap()),
                on_the_wire(again.get(field).unwrap()),
                "{json}"
            );
            assert_eq!(read.to_json().unwrap(), json, "read from JSON");
            true
        }
        Err(error) => {
            check_error(&error, &format!("Texts.{field}"));
            assert!(error.to_string().len() < 2_000, "{error}");
            assert!(!object.obj_attr_is_set(field).unwrap() && !object.obj_what_changed().contains(&field));
            if field == "hidden" && text.len() > 3 && !error.to_string().contains("integer") {
                assert!(!error.to_string().contains(text), "{error}");
            }
            false
        }
    }
}

/// A value without what the wire has not: fractions of seconds.
fn on_the_wire(value: Value) -> Value {
    match value {
        Value::DateTime(moment) => Value::DateTime(moment.with_nanosecond(0).unwrap_or(moment)),
        Value::NaiveDateTime(moment) => Value::NaiveDateTime(moment.with_nanosecond(0).unwrap_or(moment)),
        value => value,
    }
}

fn in_envelope(field: &str, text: &str) {
    let data = serde_json::json!({ field: text });
    let envelope = serde_json::json!({
        "versioned_object.name": "Texts",
        "versioned_object.namespace": "versionedobjects",
        "versioned_object.version": "1.0",
        "versioned_object.data": data,
    });
    let read = wire::from_str::<Texts>(&envelope.to_string());
    let value = wire::Reader::new().read_value::<Texts>(envelope);
    match (read, value) {
        (Ok(read), Ok(value)) => assert_eq!(read.to_json().unwrap(), value.to_json().unwrap()),
        (Err(read), Err(value)) => {
            check_error(&read, &format!("Texts.{field}"));
            assert_eq!(read, value);
        }
        (read, value) => panic!("{field}: {:?} but {:?}", read.err(), value.err()),
    }
}
