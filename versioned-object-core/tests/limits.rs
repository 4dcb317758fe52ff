//! How much is read from outside, and how long it takes.

#![allow(clippy::unwrap_used, clippy::panic, reason = "an error fails the test")]

use std::collections::BTreeMap;
use std::fmt::Write as _;

use versioned_object_core::Registry;
use versioned_object_core::fields::{Json, UnknownFields};
use versioned_object_core::prelude::*;
use versioned_object_core::wire::{Limits, Reader, WriteOptions};

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Node {
    next: Attr<Option<Box<Node>>>,
    tags: Attr<Vec<i64>>,
    names: Attr<BTreeMap<String, i64>>,
    any: Attr<Json>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", list_of = Node)]
struct NodeList {
    objects: Attr<Vec<Node>>,
    meta: ObjectMeta,
}

fn envelope(name: &str, data: &str) -> String {
    format!(
        r#"{{"versioned_object.name": "{name}", "versioned_object.namespace": "versionedobjects",
            "versioned_object.version": "1.0", "versioned_object.data": {{{data}}}}}"#
    )
}

/// An envelope whose data come before everything else, as a text with sorted keys has them.
fn sorted(name: &str, data: &str) -> String {
    format!(
        r#"{{"versioned_object.data": {{{data}}}, "versioned_object.name": "{name}",
            "versioned_object.namespace": "versionedobjects", "versioned_object.version": "1.0"}}"#
    )
}

fn nested(depth: usize, envelope: impl Fn(&str, &str) -> String) -> String {
    (0..depth)
        .fold(String::from("\"tags\": []"), |inner, _| format!(r#""next": {}"#, envelope("Node", &inner)))
}

fn error_of(read: Result<Node>) -> String {
    read.err().unwrap().to_string()
}

fn limits() -> Limits {
    Limits::default()
}

#[test]
fn what_is_nested_too_deep_is_an_error_where_it_is() {
    let deep = |open: &str, close: &str, depth: usize| {
        envelope("Node", &format!("\"any\": {}{}", open.repeat(depth), close.repeat(depth)))
    };
    assert!(wire::from_str::<Node>(&deep("[", "]", 98)).is_ok());
    let error = error_of(wire::from_str(&deep("[", "]", 99)));
    assert_eq!(error, format!("Node.any{}: more than 100 levels of nesting", "[0]".repeat(98)));
    let error = error_of(wire::from_str(&deep("[", "]", 1_000_000)));
    assert!(error.ends_with("more than 100 levels of nesting"), "{error}");
    let error = error_of(wire::from_str(&deep(r#"{"a":"#, "0}", 99)));
    assert_eq!(error, format!("Node.any{}: more than 100 levels of nesting", "[\"a\"]".repeat(98)));
    let reader = Reader::new().limits(Limits { depth: 3, ..limits() });
    assert!(reader.read::<Node>(&deep("[", "]", 1)).is_ok());
    assert_eq!(error_of(reader.read(&deep("[", "]", 2))), "Node.any[0]: more than 3 levels of nesting");
}

#[test]
fn objects_in_objects_have_the_same_limit() {
    for envelope in [envelope, sorted] {
        let node: Node = wire::from_str(&envelope("Node", &nested(48, envelope))).unwrap();
        let text = wire::to_string(&node).unwrap();
        assert_eq!(wire::to_string(&wire::from_str::<Node>(&text).unwrap()).unwrap(), text);
        assert!(!node.clone().to_string().is_empty());
        let error = error_of(wire::from_str(&envelope("Node", &nested(50, envelope))));
        assert!(error.ends_with("more than 100 levels of nesting"), "{error}");
        assert!(error.starts_with("Node"), "{error}");
    }
}

#[test]
fn unknown_fields_have_the_same_limit() {
    let text = envelope("Node", &format!("\"new\": {}{}", "[".repeat(99), "]".repeat(99)));
    for unknown in [UnknownFields::Ignore, UnknownFields::Keep, UnknownFields::Reject] {
        let error = error_of(Reader::new().unknown_fields(unknown).read(&text));
        assert_eq!(error, format!("Node.new{}: more than 100 levels of nesting", "[0]".repeat(98)));
    }
    let text = text.replacen("\"versioned_object.data\"", "\"else\"", 1);
    let error = error_of(wire::from_str(&text));
    assert!(error.starts_with("Node.else[\"new\"]"), "{error}");
}

#[test]
fn elements_are_counted_all_together() {
    let text =
        envelope("Node", r#""tags": [1, 2, 3], "names": {"a": 1, "b": 2}, "any": [[], {"x": [null]}]"#);
    // Four of the envelope, three fields, and what is in them.
    let reader = |elements| Reader::new().limits(Limits { elements, ..limits() });
    assert!(reader(16).read::<Node>(&text).is_ok());
    assert_eq!(error_of(reader(15).read(&text)), "Node.any[1][\"x\"][0]: more than 15 elements");
    assert_eq!(error_of(reader(7).read(&text)), "Node.tags[2]: more than 7 elements");
    assert_eq!(error_of(reader(10).read(&text)), "Node.names: more than 10 elements");
    assert_eq!(error_of(reader(3).read(&text)), "Node: more than 3 elements");
    let value: Value = serde_json::from_str(&text).unwrap();
    assert!(reader(16).read_value::<Node>(value.clone()).is_ok());
    assert_eq!(error_of(reader(15).read_value(value)), "Node.any[1][\"x\"][0]: more than 15 elements");
}

#[test]
fn data_before_the_header_are_counted_once() {
    let text = sorted("NodeList", &format!(r#""objects": [{}]"#, sorted("Node", r#""tags": [1, 2, 3]"#)));
    let reader = |elements| Reader::new().limits(Limits { elements, ..limits() });
    assert!(reader(14).read::<NodeList>(&text).is_ok());
    let error = reader(12).read::<NodeList>(&text).err().unwrap().to_string();
    assert_eq!(error, "NodeList: more than 12 elements");
}

#[test]
fn texts_have_a_size() {
    let text = envelope("Node", r#""tags": []"#);
    let reader = |size| Reader::new().limits(Limits { size, ..limits() });
    assert!(reader(text.len()).read::<Node>(&text).is_ok());
    let size = text.len() - 1;
    let mut registry = Registry::new();
    registry.register::<Node>().unwrap();
    let reader = reader(size);
    let message = format!("more than {size} bytes of text");
    assert_eq!(error_of(reader.read(&text)), format!("Node: {message}"));
    assert_eq!(reader.registry(&registry).read_any(&text).err().unwrap().to_string(), message);
    let all = reader.registry(&registry).all_errors(&text);
    assert_eq!(all.iter().map(ToString::to_string).collect::<Vec<_>>(), [message]);
}

#[test]
fn any_json_is_read_within_limits() {
    let limits = Limits { elements: 3, depth: 2, ..limits() };
    assert_eq!(
        limits.read_json(r#"{"a": [1], "a": 2.5}"#).unwrap(),
        Value::from(serde_json::json!({"a": 2.5}))
    );
    assert_eq!(limits.read_json("18446744073709551615").unwrap(), Value::UInt(u64::MAX));
    let error = |text: &str| limits.read_json(text).unwrap_err().to_string();
    assert_eq!(error("[1, 2, [3]]"), "[2][0]: more than 3 elements");
    assert_eq!(error("[{\"a\": []}]"), "[0][\"a\"]: more than 2 levels of nesting");
    assert!(error("[1, 2").contains("not JSON"), "{}", error("[1, 2"));
}

#[test]
fn what_is_too_much_ends_the_collecting_of_errors() {
    let mut registry = Registry::new();
    registry.register::<Node>().unwrap();
    let reader = Reader::new().registry(&registry);
    let text = envelope("Node", &format!(r#""tags": [{}]"#, vec!["\"x\""; 5_000].join(",")));
    assert_eq!(reader.all_errors(&text).len(), 1_001);
    let all = reader.limits(Limits { elements: 4_000, ..limits() }).all_errors(&text);
    assert_eq!(all.len(), 1);
}

/// A list in a list in a list, made by Rust code. It is never dropped but by what reads it.
fn deep_value(depth: usize) -> Value {
    (0..depth).fold(Value::Null, |inner, level| match level % 3 {
        0 => Value::List(vec![inner, Value::Null]),
        1 => Value::Map(vec![("a".to_owned(), inner), ("b".to_owned(), Value::Null)]),
        _ => Value::Set(vec![inner]),
    })
}

#[test]
fn values_that_are_too_deep_are_refused_and_dropped() {
    const DEPTH: usize = 200_000;
    let mut node = Node::new(&Context::admin());
    let error = node.set("any", deep_value(DEPTH)).unwrap_err().to_string();
    assert!(error.starts_with("Node.any") && error.ends_with("more than 100 levels of nesting"), "{error}");
    // The wrong type, and a wrong value in front of it.
    assert!(node.set("next", deep_value(DEPTH)).is_err());
    assert!(node.set("tags", Value::List(vec!["x".into(), deep_value(DEPTH)])).is_err());
    assert!(deep_value(DEPTH).coerce::<i64>().is_err());
    assert!(deep_value(DEPTH).coerce::<bool>().is_err());
    let plain = |any: Value| Value::Map(vec![("any".to_owned(), any)]);
    assert!(Reader::new().read_plain_value::<Node>(plain(deep_value(DEPTH))).is_err());
    assert!(Reader::new().read_value::<Node>(plain(deep_value(DEPTH))).is_err());
    assert!(Reader::new().read_any_value(deep_value(DEPTH)).is_err());
}

#[test]
fn what_is_written_is_read_again() {
    let lists = |depth: usize| (0..depth).fold(Value::from(1), |inner, _| Value::List(vec![inner]));
    let node = |depth: usize| Node::builder().any(Json::from(lists(depth))).build_orphan().unwrap();
    let beyond = "more than 100 levels of nesting";
    // With the envelope and the data around them.
    let text = wire::to_string(&node(98)).unwrap();
    assert!(wire::from_str::<Node>(&text).is_ok());
    let error = wire::to_string(&node(99)).unwrap_err().to_string();
    assert!(error.starts_with("Node.any[0][0]") && error.ends_with(beyond), "{error}");
    assert!(node(99).to_json().is_ok_and(|text| wire::from_json::<Node>(&text).is_ok()));
    assert!(node(100).to_json().is_err());

    let mut nodes = Node::orphan();
    for _ in 1..50 {
        nodes = Node::builder().next(nodes).build_orphan().unwrap();
    }
    let text = wire::to_string(&nodes).unwrap();
    assert!(wire::from_str::<Node>(&text).is_ok());
    // In a list object there is one level more.
    let list: NodeList = vec![nodes.clone()].into();
    assert!(wire::to_string(&list).unwrap_err().to_string().ends_with(beyond));
    let deeper = Node::builder().next(nodes).build_orphan().unwrap();
    assert!(wire::to_string(&deeper).unwrap_err().to_string().ends_with(beyond));
    let (more, limits) = (WriteOptions::default().depth(102), Limits { depth: 102, ..Limits::default() });
    let text = more.to_string(&deeper).unwrap();
    assert!(Reader::new().limits(limits).read::<Node>(&text).is_ok());
}

#[test]
fn maps_of_many_keys_are_compared_soon() {
    let map = |keys: &mut dyn Iterator<Item = i64>| {
        Value::Map(keys.map(|key| (key.to_string(), Value::Int(key))).collect())
    };
    let (up, down) = (map(&mut (0..200_000)), map(&mut (0..200_000).rev()));
    assert_eq!(up, down);
    assert_ne!(up, map(&mut (1..=200_000)));
    assert_ne!(up, map(&mut (0..100)));
}

#[test]
fn many_keys_are_read() {
    let mut names = String::new();
    for number in 0..200_000 {
        write!(names, "{}\"{number}\": 1", if number == 0 { "" } else { "," }).unwrap();
    }
    for data in [format!("\"names\": {{{names}}}"), format!("\"new\": {{{names}}}"), names.clone()] {
        let text = envelope("Node", &data);
        assert!(wire::from_str::<Node>(&text).is_ok());
    }
    let twice = envelope("Node", &format!("\"new\": {{{names}, \"777\": 2}}"));
    assert_eq!(error_of(wire::from_str(&twice)), "Node.new: duplicate key `777`");
}
