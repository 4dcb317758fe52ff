//! How much is read of what comes from outside.

#![allow(clippy::unwrap_used, reason = "an error fails the test")]

use std::collections::BTreeMap;

use versioned_object_core::fields::{Json, UnknownFields};
use versioned_object_core::prelude::*;
use versioned_object_core::wire::{Limits, Reader};

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Node {
    number: Attr<i64>,
    any: Attr<Json>,
    names: Attr<BTreeMap<String, Vec<String>>>,
    next: Attr<Option<Box<Node>>>,
    meta: ObjectMeta,
}

fn envelope(data: &str) -> String {
    format!(
        r#"{{"versioned_object.name": "Node", "versioned_object.namespace": "versionedobjects",
            "versioned_object.version": "1.0", "versioned_object.data": {{{data}}}}}"#
    )
}

/// An envelope in which data stands before the header: it is kept until the header is there.
fn turned(data: &str) -> String {
    format!(
        r#"{{"versioned_object.data": {{{data}}}, "versioned_object.name": "Node",
            "versioned_object.namespace": "versionedobjects", "versioned_object.version": "1.0"}}"#
    )
}

fn nested(levels: usize) -> String {
    format!("{}{}", "[".repeat(levels), "]".repeat(levels))
}

fn error(limits: Limits, text: &str) -> String {
    Reader::new().limits(limits).read::<Node>(text).map(drop).unwrap_err().to_string()
}

#[test]
fn a_value_that_is_too_deep_is_refused_where_it_is() {
    let limits = Limits::default().max_depth(4);
    let too_deep = "more than 4 levels of lists and maps";
    // The envelope and its data are two levels.
    assert!(Reader::new().limits(limits).read::<Node>(&envelope(r#""any": [[]]"#)).is_ok());
    assert_eq!(error(limits, &envelope(r#""any": [1, [2, []]]"#)), format!("Node.any[1][1]: {too_deep}"));
    assert_eq!(
        error(limits, &turned(r#""any": {"a": [[]]}"#)),
        format!("Node[\"any\"][\"a\"][0]: {too_deep}")
    );
    assert_eq!(
        error(limits, &envelope(r#""unknown": {"a": [[]]}"#)),
        format!("Node.unknown[\"a\"][0]: {too_deep}")
    );
    let child = envelope(&format!(r#""next": {}"#, envelope(r#""names": {}"#)));
    assert_eq!(error(limits, &child), format!("Node.next.names: {too_deep}"));
    // The levels of what was left do not count.
    assert!(Reader::new().limits(limits).read::<Node>(&envelope(r#""any": [[], [], [], {}, []]"#)).is_ok());
}

#[test]
fn a_value_too_many_is_refused_where_it_is() {
    let limits = Limits::default().max_values(8);
    // The envelope, three texts, the data, and what is in it.
    assert!(Reader::new().limits(limits).read::<Node>(&envelope(r#""any": [1, 2]"#)).is_ok());
    assert_eq!(error(limits, &envelope(r#""any": [1, 2, 3]"#)), "Node.any[2]: more than 8 values");
    assert_eq!(
        error(limits, &envelope(r#""names": {"a": ["b"], "c": []}"#)),
        "Node.names[\"c\"]: more than 8 values"
    );
    assert_eq!(error(limits, &envelope(r#""any": [1, 2], "number": 1"#)), "Node.number: more than 8 values");
    assert_eq!(
        error(limits, &turned(r#""any": [1, 2, 3, 4, 5, 6]"#)).split(": ").last(),
        Some("more than 8 values")
    );
}

#[test]
fn a_text_that_is_too_long_is_not_read() {
    let text = envelope(r#""number": 1"#);
    let exact = Limits::default().max_size(text.len());
    assert!(Reader::new().limits(exact).read::<Node>(&text).is_ok());
    let less = Limits::default().max_size(text.len() - 1);
    assert_eq!(error(less, &text), format!("Node: more than {} bytes", text.len() - 1));
    let reader = Reader::new().limits(less);
    let expected = Error::LimitExceeded {
        path: versioned_object_core::Path::default(),
        most: text.len() - 1,
        what: "bytes",
    };
    assert_eq!(reader.read_any(&text).map(drop).unwrap_err(), expected);
    assert_eq!(reader.all_errors(&text), [expected]);
}

#[test]
fn all_errors_stops_at_a_limit() {
    let mut registry = versioned_object_core::Registry::new();
    registry.register::<Node>().unwrap();
    let reader = Reader::new().registry(&registry).limits(Limits::default().max_values(9));
    let errors = reader.all_errors(&envelope(r#""number": "a", "any": [1, 2, 3]"#));
    let texts: Vec<_> = errors.iter().map(ToString::to_string).collect();
    assert_eq!(texts, ["Node.number: expected integer, got \"a\""]);
    let errors = reader.all_errors(&envelope(r#""any": [1, 2, 3, 4]"#));
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert!(matches!(errors[0], Error::LimitExceeded { most: 9, what: "values", .. }), "{errors:?}");
}

#[test]
fn by_default_hostile_texts_end_in_an_error_and_real_ones_do_not() {
    for levels in [99, 100_000] {
        let text = envelope(&format!(r#""any": {}"#, nested(levels)));
        for unknown in [UnknownFields::Ignore, UnknownFields::Keep, UnknownFields::Reject] {
            for text in [text.clone(), text.replace("any", "unknown")] {
                let error = Reader::new().unknown_fields(unknown).read::<Node>(&text).map(drop).unwrap_err();
                assert!(matches!(error, Error::LimitExceeded { most: 100, .. }), "{error}");
            }
        }
        let error = serde_json::from_str::<Value>(&nested(levels + 2)).unwrap_err().to_string();
        assert!(error.ends_with("more than 100 levels of lists and maps"), "{error}");
    }
    let many = format!(r#""any": [{}0]"#, "0,".repeat(4_000_000));
    let error = wire::from_str::<Node>(&envelope(&many)).map(drop).unwrap_err();
    assert!(matches!(error, Error::LimitExceeded { most: 4_000_000, what: "values", .. }), "{error}");
    let large = format!(r#""any": "{}""#, "x".repeat(64 << 20));
    let error = wire::from_str::<Node>(&envelope(&large)).map(drop).unwrap_err();
    assert!(matches!(error, Error::LimitExceeded { what: "bytes", .. }), "{error}");
    let real = format!(r#""names": {{"a": [{}""]}}"#, r#""volume","#.repeat(1_000_000));
    assert!(wire::from_str::<Node>(&envelope(&real)).is_ok());
}

#[test]
fn without_limits_the_parser_has_one() {
    let read = |levels| {
        let text = envelope(&format!(r#""any": {}"#, nested(levels)));
        Reader::new().limits(Limits::NONE).read::<Node>(&text).map(drop)
    };
    assert_eq!(read(120), Ok(()));
    let error = read(100_000).unwrap_err();
    assert!(error.to_string().contains("recursion limit exceeded"), "{error}");
}

/// Objects of the program's own are no input.
#[test]
fn what_is_written_through_another_serializer_has_no_limit() {
    let levels = 110;
    let reader = Reader::new().limits(Limits::NONE);
    let node = reader.read::<Node>(&envelope(&format!(r#""any": {}"#, nested(levels)))).unwrap();
    let written = serde_json::to_string(&Serialized(&node)).unwrap();
    assert!(written.contains(&nested(levels)));
}

struct Serialized<'o>(&'o Node);

impl serde::Serialize for Serialized<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        wire::serialize(self.0, serializer)
    }
}
