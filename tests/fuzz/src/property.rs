//! What holds of everything that is read.

use versioned_object_core::Version;
use versioned_object_core::fields::UnknownFields;
use versioned_object_core::is_printable;
use versioned_object_core::prelude::*;
use versioned_object_core::wire::{Reader, WriteOptions};

use crate::objects::registry;
use crate::wide::Wide;

/// A reader that knows every type and keeps everything.
pub fn reader() -> Reader<'static> {
    Reader::new().registry(registry()).unknown_fields(UnknownFields::Keep)
}

/// An error about data says where they are, and does not repeat them at length.
pub fn check_error(error: &Error, name: &str) {
    let path = error.path().unwrap_or_else(|| panic!("no path: {error:?}"));
    assert!(path.as_str().starts_with(name), "{error} does not start with {name}");
    assert_eq!(error, &error.clone());
    check_message(error);
}

/// A message is one line, that shows as it is and ends.
pub fn check_message(error: &Error) {
    let message = error.to_string();
    assert!(!message.is_empty() && message.len() < 50_000, "{} bytes", message.len());
    assert!(message.chars().all(is_printable), "{message:?}");
}

/// What was read can be printed, is written alike each time, and reads back as it was: as envelope, as a value and
/// as fields alone, and at every older version.
pub fn check_object(object: &dyn DynObject) {
    let text = wire::to_string(object).unwrap();
    let json = wire::to_json(object).unwrap();
    let clone = object.obj_clone_box();
    assert_eq!(wire::to_string(&*clone).unwrap(), text, "a clone");
    assert_eq!(clone.to_string(), object.to_string(), "a clone");
    assert!(!format!("{object:?}").is_empty());

    let read = |text: &str| reader().read_any(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let again = read(&text);
    assert_eq!(wire::to_string(&*again).unwrap(), text, "read back");
    let value = Wide::new(&text).value().unwrap();
    // An object of an older version may have a value that the version lacks, and is written with the one instead.
    let (object, json) = if wire::to_json(&*again).unwrap() == json {
        assert_eq!(again.to_string(), object.to_string(), "read back");
        (object, json)
    } else {
        assert!(has_older(&value), "read back as another: {text}");
        (&*again, wire::to_json(&*again).unwrap())
    };
    for again in [read(&text), reader().read_any_value(value).unwrap()] {
        assert_eq!(wire::to_string(&*again).unwrap(), text, "read again");
        assert_eq!(wire::to_json(&*again).unwrap(), json, "read again");
        assert_eq!(again.to_string(), object.to_string(), "read again");
        assert!(object.obj_diff(&*again).iter().all(|diff| !diff.to_string().is_empty()));
    }

    let newest = object.obj_version();
    for minor in 0..newest.minor {
        let options = WriteOptions::default().target_version(Version::new(newest.major, minor));
        // A state or a converter may refuse an older version; with its path.
        match options.to_string(object) {
            Ok(text) => {
                let older = read(&text);
                assert_eq!(wire::to_string(&*older).unwrap(), text, "{} at 1.{minor}", object.obj_name());
            }
            Err(error) => check_message(&error),
        }
    }
}

/// Whether an object is there at an older version than its own.
fn has_older(value: &Value) -> bool {
    let part = |part: &str| value.get(&format!("versioned_object.{part}")).and_then(Value::as_str);
    if let (Some(name), Some(version)) = (part("name"), part("version"))
        && registry().latest(name).is_some_and(|latest| latest.version.to_string() != version)
    {
        return true;
    }
    match value {
        Value::List(items) => items.iter().any(has_older),
        Value::Map(entries) => entries.iter().any(|(_, value)| has_older(value)),
        _ => false,
    }
}

/// What dict access gives can be set again, and nothing changes by it, once the object has the version of its type.
pub fn check_fields(object: &dyn DynObject) {
    let mut object = object.obj_clone_box();
    object.obj_upgrade().unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(object.obj_version(), object.obj_descriptor().version);
    let json = wire::to_json(&*object).unwrap();
    let mut again = object.obj_clone_box();
    for field in object.obj_descriptor().fields() {
        // A state machine never goes from a state to itself.
        if object.obj_attr_is_set(field.name).unwrap() && field.name != "state" {
            let value = object.obj_get(field.name).unwrap();
            again.obj_set(field.name, value).unwrap_or_else(|error| panic!("{error}"));
        }
    }
    assert_eq!(wire::to_json(&*again).unwrap(), json, "set again");
}
