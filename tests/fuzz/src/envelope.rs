//! Envelopes, and fields alone.

use backup_objects::Backup;
use versioned_object_core::fields::UnknownFields;
use versioned_object_core::prelude::*;
use versioned_object_core::wire::{Limits, Reader};

use crate::build;
use crate::objects::{Nested, NestedList, Texts, Timer, registry};
use crate::property::{check_error, check_fields, check_object, reader};
use crate::wide::Wide;

/// Reads the input as the text of an envelope. What does not begin as one says how to build one.
pub fn run(data: &[u8]) {
    match (data.first(), std::str::from_utf8(data)) {
        (Some(b'{' | b'[' | b' '), Ok(text)) => check(text),
        _ => check(&build::envelope(data)),
    }
}

/// Reads a text in every way there is.
pub fn check(text: &str) {
    let value = Wide::new(text).value().ok();
    registered(text, value.as_ref());
    typed::<Texts>(text, value.as_ref());
    typed::<Nested>(text, value.as_ref());
    typed::<NestedList>(text, value.as_ref());
    typed::<Timer>(text, value.as_ref());
    typed::<Backup>(text, value.as_ref());
    if let Some(value) = value {
        check_value(&value);
    }
    limited(text);
}

fn registered(text: &str, value: Option<&Value>) {
    let read = reader().read_any(text);
    let errors = reader().all_errors(text);
    assert_eq!(read.is_ok(), errors.is_empty(), "{errors:?}");
    for error in errors.iter().chain(read.as_ref().err()) {
        assert!(error.path().is_some(), "{error:?}");
    }
    for unknown in [UnknownFields::Ignore, UnknownFields::Reject] {
        let other = Reader::new().registry(registry()).unknown_fields(unknown).read_any(text);
        if unknown == UnknownFields::Ignore {
            assert_eq!(other.is_ok(), read.is_ok());
        } else {
            assert!(read.is_ok() || other.is_err());
        }
    }
    if let Some(value) = value {
        same(&read, &reader().read_any_value(value.clone()));
    }
    if let Ok(object) = read {
        check_object(&*object);
        check_fields(&*object);
    }
}

fn typed<T: VersionedObject>(text: &str, value: Option<&Value>) {
    let reader = reader();
    for (read, from_value) in [
        (reader.read::<T>(text), value.map(|value| reader.read_value::<T>(value.clone()))),
        (reader.read_plain::<T>(text), value.map(|value| reader.read_plain_value::<T>(value.clone()))),
    ] {
        if let Err(error) = &read {
            check_error(error, T::NAME);
        }
        let boxed = |read: Result<T>| read.map(|object| Box::new(object) as Box<dyn DynObject>);
        let read = boxed(read);
        if let Some(from_value) = from_value {
            same(&read, &boxed(from_value));
        }
        if let Ok(object) = read {
            check_object(&*object);
        }
    }
}

/// A text and the value of it give the same object, or the same error.
fn same(text: &Result<Box<dyn DynObject>>, value: &Result<Box<dyn DynObject>>) {
    match (text, value) {
        (Ok(text), Ok(value)) => {
            assert_eq!(wire::to_string(&**text).unwrap(), wire::to_string(&**value).unwrap());
        }
        (Err(text), Err(value)) => assert_eq!(text, value),
        (text, value) => panic!("text {text:?} but value {value:?}"),
    }
}

/// Any JSON: written, it reads back; it equals itself with its keys in another order.
fn check_value(value: &Value) {
    let text = match serde_json::to_string(value) {
        Ok(text) => text,
        Err(error) => {
            return {
                let words = error.to_string();
                assert!(words.contains("no integer as large") || words.contains("finite"), "{error}");
            };
        }
    };
    let again = Wide::new(&text).value().unwrap();
    assert_eq!(&again, value);
    if let Value::Map(entries) = &again {
        assert_eq!(&Value::Map(entries.iter().rev().cloned().collect()), value);
    }
    assert_eq!(value.to_string(), again.to_string());
    assert_eq!(&Limits::default().read_json(&text).unwrap(), value);
}

/// Limits hold: what is read has exactly as much as it has, and of everything else, what is within other limits gives
/// the same error.
fn limited(text: &str) {
    let within = |limits: Limits| reader().limits(limits).read_any(text);
    let exact = Limits { depth: nesting(text), size: text.len(), elements: elements(text) };
    match reader().read_any(text) {
        Ok(object) => {
            let again = within(exact).unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(wire::to_string(&*again).unwrap(), wire::to_string(&*object).unwrap());
            for limits in [
                Limits { depth: exact.depth - 1, ..exact },
                Limits { size: exact.size - 1, ..exact },
                Limits { elements: exact.elements - 1, ..exact },
            ] {
                let error = within(limits).err().unwrap_or_else(|| panic!("beyond {limits:?}"));
                assert!(matches!(error, Error::LimitExceeded { .. }), "{error}");
            }
        }
        Err(error) => match within(Limits { depth: 6, size: 2_000, elements: 30 }) {
            Err(Error::LimitExceeded { .. }) => {
                assert!(exact.depth > 6 || exact.size > 2_000 || exact.elements > 30, "within limits");
            }
            other => assert_eq!(other.err(), Some(error)),
        },
    }
}

/// What a JSON text has outside of its texts, which are a quote each.
fn outside(text: &str) -> impl Iterator<Item = u8> {
    let (mut inside, mut escaped) = (false, false);
    text.bytes().filter(move |byte| {
        let quote = *byte == b'"' && !escaped;
        escaped = inside && *byte == b'\\' && !escaped;
        inside ^= quote;
        inside == quote && !byte.is_ascii_whitespace()
    })
}

fn nesting(text: &str) -> usize {
    let (mut depth, mut deepest) = (0usize, 0);
    for byte in outside(text) {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

/// Every comma stands before an element, and so does the beginning of what is not empty.
fn elements(text: &str) -> usize {
    let pairs = outside(text).zip(outside(text).skip(1));
    pairs.filter(|(mark, next)| *mark == b',' || (b"[{".contains(mark) && !b"]}".contains(next))).count()
}
