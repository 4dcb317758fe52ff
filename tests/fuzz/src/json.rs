//! Our own reader of JSON against `serde_json`: what is a text of JSON, what is in it, and what is said of one that is none.

use backup_objects::Backup;
use serde::Serialize;
use serde::de::DeserializeOwned;
use versioned_object_core::prelude::*;
use versioned_object_core::wire::Reader;

use crate::build;
use crate::objects::{Nested, NestedList, Texts, Timer};
use crate::wide::Wide;

/// Reads the input as a text, or as what says how to build one.
pub fn run(data: &[u8]) {
    match (data.first(), std::str::from_utf8(data)) {
        (Some(b'{' | b'[' | b' '), Ok(text)) => check(text),
        _ => check(&build::envelope(data)),
    }
}

/// Reads a text by tokens, and by `serde_json`.
pub fn check(text: &str) {
    let wide = Wide::new(text);
    let json = wide.json();
    any(text, &json);
    typed::<Texts>(text, &wide, &json);
    typed::<Nested>(text, &wide, &json);
    typed::<NestedList>(text, &wide, &json);
    typed::<Timer>(text, &wide, &json);
    typed::<Backup>(text, &wide, &json);
}

/// Whatever is JSON is a value of a field of JSON, but what is too deep in an envelope, or has a key twice, or a number that
/// `serde_json` has no float for.
fn any(text: &str, json: &serde_json::Result<serde_json::Value>) {
    if json.is_err() {
        return;
    }
    let json: serde_json::Result<serde_json::Value> = serde_json::from_str(text);
    let head = r#"{"versioned_object.name":"Texts","versioned_object.namespace":"versionedobjects","#;
    let envelope = format!(
        r#"{head}"versioned_object.version":"1.0","versioned_object.data":{{"text":"é","plain":{text},"int":-7}}}}"#
    );
    match (Reader::new().read::<Texts>(&envelope), &json) {
        (Ok(read), Ok(json)) => {
            let found = read.plain().unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(unsigned(found.unwrap_or(&serde_json::Value::Null)), unsigned(json));
            assert_eq!((read.text().unwrap(), read.int().unwrap()), (Some("é"), Some(-7)));
        }
        (Ok(_), Err(error)) => panic!("read, and serde_json has no such value: {error}: {text}"),
        (Err(Error::LimitExceeded { .. }), Ok(json)) => assert!(depth(json) > 97, "{text}"),
        (Err(error), Ok(_)) => assert!(error.to_string().contains("duplicate key"), "{error}: {text}"),
        (Err(_), Err(error)) => {
            assert!(error.to_string().contains("out of range"), "{error}: {text}");
        }
    }
}

/// The same with every zero as one: `-0` is an integer here.
fn unsigned(json: &serde_json::Value) -> serde_json::Value {
    match json {
        serde_json::Value::Number(number) if number.as_f64() == Some(0.0) => 0.into(),
        serde_json::Value::Array(items) => items.iter().map(unsigned).collect(),
        serde_json::Value::Object(entries) => {
            entries.iter().map(|(key, value)| (key.clone(), unsigned(value))).collect()
        }
        plain => plain.clone(),
    }
}

fn depth(json: &serde_json::Value) -> usize {
    match json {
        serde_json::Value::Array(items) => 1 + items.iter().map(depth).max().unwrap_or(0),
        serde_json::Value::Object(entries) => 1 + entries.values().map(depth).max().unwrap_or(0),
        _ => 0,
    }
}

fn typed<T: VersionedObject + DeserializeOwned + Serialize>(
    text: &str,
    wide: &Wide<'_>,
    json: &serde_json::Result<serde_json::Value>,
) {
    let ours = Reader::new().read::<T>(text);
    match (json, &ours) {
        (Err(why), Ok(_)) => panic!("read, and is no JSON: {why}: {text}"),
        // The same words, line and column.
        (Err(why), Err(Error::Json { message, .. })) => assert_eq!(message, &why.to_string(), "{text}"),
        (Ok(_), Err(error @ Error::Json { .. })) => panic!("{error}, and is JSON: {text}"),
        _ => {}
    }
    // serde has floats for integers beyond 64 bits; a value has them.
    let theirs = if wide.has_some() {
        let value = wide.value().map_err(|error| error.to_string());
        value.and_then(|value| Reader::new().read_value(value).map_err(|error| error.to_string()))
    } else {
        serde_json::from_str::<T>(text).map_err(|error| error.to_string())
    };
    match (&ours, theirs) {
        (Ok(ours), Ok(theirs)) => {
            assert_eq!(wire::to_string(ours).unwrap(), wire::to_string(&theirs).unwrap(), "{text}");
        }
        (Err(_), Err(_)) => {}
        (Ok(_), Err(error)) => panic!("read by tokens, but not otherwise: {error}: {text}"),
        (Err(error), Ok(_)) => panic!("read otherwise, but not by tokens: {error}: {text}"),
    }
    if let (Ok(json), Ok(ours)) = (json, &ours) {
        // A field of any JSON keeps the order of keys.
        let value = |object: &T| serde_json::to_value(object).map_err(|error| error.to_string());
        let written = value(ours);
        // In the order of the keys, with blanks and without.
        for other in [json.to_string(), serde_json::to_string_pretty(json).unwrap()] {
            let other = wide.unmarked(&other);
            let again = Reader::new().read::<T>(&other).unwrap_or_else(|error| panic!("{error}: {other}"));
            assert_eq!(value(&again), written, "{other}");
        }
    }
}
