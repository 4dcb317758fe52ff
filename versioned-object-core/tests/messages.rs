//! What stands in the message of an error, whatever came from outside: one line, that speaks to no terminal and ends.

#![allow(clippy::unwrap_used, reason = "an error fails the test")]

use std::collections::BTreeMap;

use proptest::prelude::*;
use versioned_object_core::fields::UnknownFields;
use versioned_object_core::prelude::*;
use versioned_object_core::wire::Reader;
use versioned_object_core::{Path, Registry, Releases, is_printable};

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Node {
    size: Attr<i64>,
    names: Attr<BTreeMap<String, i64>>,
    #[field(object = "Node")]
    next: Attr<Option<Box<dyn DynObject>>>,
    meta: ObjectMeta,
}

/// Every variant, with a text in each of its parts.
fn every_variant(text: &str) -> Vec<Error> {
    let path = || Path::default();
    let owned = || text.to_owned();
    let lasting: &'static str = Box::leak(text.to_owned().into_boxed_str());
    let version = Version::new(1, 0);
    let bare = vec![
        Error::IncompatibleObjectVersion {
            path: path(),
            name: owned(),
            version: owned(),
            supported: version,
        },
        Error::UnsupportedObject { path: path(), name: owned() },
        Error::InvalidTargetVersion { path: path(), version },
        Error::CappedVersionUnknown { version: owned() },
        Error::ReadOnlyField { path: path() },
        Error::ObjectAction { action: owned(), reason: owned() },
        Error::OrphanedObject { method: owned(), name: owned() },
        Error::UnregisteredSubobject { child: owned(), parent: owned() },
        Error::NotLoaded { object: lasting, field: lasting },
        Error::UnknownField { object: owned(), field: owned() },
        Error::NullField { path: path() },
        Error::InvalidValue { path: path(), reason: owned() },
        Error::InvalidEnvelope { path: path(), reason: owned() },
        Error::DuplicateKey { path: path(), key: owned() },
        Error::LimitExceeded { path: path(), limit: 5, what: lasting },
        Error::Json { path: path(), message: owned() },
        Error::Application { kind: lasting, reason: owned() },
        Error::NotFound { object: lasting, id: owned() },
        Error::NotAuthorized,
        Error::AdminRequired,
        Error::InvalidInput { reason: owned() },
        Error::DuplicateEntry { object: lasting, id: owned(), is_key: true },
        Error::DuplicateEntry { object: lasting, id: owned(), is_key: false },
        Error::Database { reason: owned() },
        Error::NotImplemented { method: lasting },
        Error::DuplicateRegistration { name: lasting, version },
        Error::invalid(owned()),
        Error::invalid_input(owned()),
        Error::database(text),
    ];
    let placed = bare.clone().into_iter().map(|error| error.at_key(text).at(text).at_index(3).at(text));
    let placed: Vec<_> = placed.collect();
    bare.into_iter().chain(placed).collect()
}

fn check(error: &Error) {
    let message = error.to_string();
    assert!(message.chars().all(is_printable), "{message:?}");
    assert!(message.len() < 50_000, "{} bytes: {error:.60}", message.len());
}

/// What does more in a terminal than be seen.
const HOSTILE: [&str; 16] = [
    "\u{1b}[2J",
    "\r",
    "\n",
    "\t",
    "\0",
    "\u{7f}",
    "\u{85}",
    "\u{9b}31m",
    "\u{202e}",
    "\u{2066}",
    "\u{200b}",
    "\u{2028}",
    "\u{2029}",
    "\u{feff}",
    "\u{ad}",
    "\u{e0041}",
];

#[test]
fn an_error_of_every_kind_is_one_line() {
    for hostile in HOSTILE {
        let text = format!("a{hostile}error: no such thing{hostile}");
        every_variant(&text).iter().for_each(check);
        every_variant(&hostile.repeat(100_000)).iter().for_each(check);
    }
    let duplicate =
        |id: &str, is_key| Error::DuplicateEntry { object: "Disk", id: id.to_owned(), is_key }.to_string();
    assert_eq!(duplicate("7", true), "there is a Disk 7 already");
    assert_eq!(duplicate("", true), "there is such a Disk already");
    assert_eq!(duplicate("7", false), "another Disk has one of the unique values of 7");
    assert_eq!(duplicate("", false), "another Disk has one of its unique values");
    let error = Error::UnsupportedObject { path: Path::default(), name: "Disk\n\u{1b}[1A".to_owned() };
    assert_eq!(error.to_string(), r"unsupported object type Disk\n\u{1b}[1A");
}

proptest! {
    #[test]
    fn whatever_the_text_is(text in any::<String>(), letters in proptest::collection::vec(any::<char>(), 0..40)) {
        every_variant(&text).iter().for_each(check);
        every_variant(&letters.into_iter().collect::<String>()).iter().for_each(check);
    }
}

/// What a reader, a setter, a release and a store of hostile names say.
fn said(text: &str) -> Vec<Error> {
    let mut registry = Registry::new();
    registry.register::<Node>().unwrap();
    let json = |value: &str| serde_json::Value::from(value).to_string();
    let envelope = |name: &str, namespace: &str, version: &str, data: &str| {
        format!(
            r#"{{"versioned_object.name": {}, "versioned_object.namespace": {}, "versioned_object.version": {},
                "versioned_object.data": {data}}}"#,
            json(name),
            json(namespace),
            json(version)
        )
    };
    let (name, space) = ("Node", "versionedobjects");
    let key = json(text);
    let texts = [
        envelope(text, space, "1.0", "{}"),
        envelope(name, text, "1.0", "{}"),
        envelope(name, space, text, "{}"),
        envelope(name, space, "1.0", &key),
        envelope(name, space, "1.0", &format!("{{{key}: 1}}")),
        envelope(name, space, "1.0", &format!("{{{key}: {{{key}: [}}}}")),
        envelope(name, space, "1.0", &format!("{{\"size\": {key}}}")),
        envelope(name, space, "1.0", &format!("{{\"names\": {{{key}: {key}}}}}")),
        envelope(name, space, "1.0", &format!("{{\"names\": {{{key}: 1, {key}: 1}}}}")),
        envelope(name, space, "1.0", &format!("{{\"next\": {}}}", envelope(text, text, text, "{}"))),
        format!("{{{key}: 1, {key}: 1}}"),
        key.clone(),
        text.to_owned(),
        format!("\"{text}\""),
    ];
    let reader = Reader::new().registry(&registry).unknown_fields(UnknownFields::Reject);
    let mut said = Vec::new();
    for text in &texts {
        said.extend(reader.read::<Node>(text).err());
        said.extend(reader.read_any(text).err());
        said.extend(reader.read_plain::<Node>(text).err());
        said.extend(reader.all_errors(text));
    }
    let mut node = Node::orphan();
    said.extend(node.set(text, 1).err());
    said.extend(node.set("size", text).err());
    said.extend(node.obj_get(text).err());
    said.extend(node.obj_unset(text).err());
    said.extend(node.obj_load_attr(text).err());
    said.extend(node.obj_set_defaults(&[text]).err());
    said.extend(node.set("names", Value::Map(vec![(text.to_owned(), text.into())])).err());
    said.extend(text.parse::<Version>().err());
    said.extend(Releases::new().options(text).err());
    said
}

#[test]
fn what_is_said_of_hostile_names_is_one_line() {
    for hostile in HOSTILE {
        let said = said(&format!("x{hostile}y"));
        assert!(said.len() > 20, "{said:?}");
        said.iter().for_each(check);
    }
}

#[test]
fn megabytes_make_a_short_message() {
    let long = "n".repeat(1 << 20);
    for error in said(&long) {
        let shown = error.to_string();
        assert!(shown.len() < 5_000, "{} bytes: {}", shown.len(), &shown[..200]);
        let debug = format!("{error:?}");
        assert!(debug.len() < 10_000, "{} bytes: {}", debug.len(), &debug[..200]);
    }
    let error = Error::UnsupportedObject { path: Path::default(), name: long };
    let cut = format!("unsupported object type {}… (1048336 more)", "n".repeat(240));
    assert_eq!(error.to_string(), cut);
}

#[test]
fn a_mark_before_the_text_is_passed_over() {
    let node = || Node::builder().size(3).build_orphan().unwrap();
    let (plain, envelope) = (node().to_json().unwrap(), wire::to_string(&node()).unwrap());
    let mut registry = Registry::new();
    registry.register::<Node>().unwrap();
    let reader = Reader::new().registry(&registry);
    let marked = |text: &str| format!("\u{feff}{text}");
    assert_eq!(Node::from_json(&marked(&plain)).unwrap().size(), Ok(3));
    assert_eq!(wire::from_str::<Node>(&marked(&envelope)).unwrap().size(), Ok(3));
    assert!(reader.read_any(&marked(&envelope)).is_ok());
    assert_eq!(reader.all_errors(&marked(&envelope)), []);
    assert!(wire::Limits::default().read_json(&marked("[1]")).is_ok());
    // Once, and before the text.
    assert!(Node::from_json(&marked(&marked(&plain))).is_err());
    assert!(Node::from_json(&plain.replace(':', ":\u{feff}")).is_err());
}

#[test]
fn what_is_no_json_is_told_with_line_and_column() {
    for (text, told) in [
        ("{\"size\": 1,\n \"names\" 2}", "Node.names: not JSON: expected `:` at line 2 column 10"),
        ("{\"size\":\n\n", "Node.size: not JSON: EOF while parsing a value at line 3 column 0"),
        ("{\"size\": 1} x", "Node: not JSON: trailing characters at line 1 column 13"),
        ("x", "Node: not JSON: expected value at line 1 column 1"),
        ("", "Node: not JSON: EOF while parsing a value at line 1 column 0"),
        // Half of a surrogate pair, which Python reads.
        (r#"{"size": "\ud800"}"#, "Node.size: not JSON: unexpected end of hex escape at line 1 column 17"),
        (
            r#"{"size": "\udc00"}"#,
            "Node.size: not JSON: lone leading surrogate in hex escape at line 1 column 16",
        ),
        (r#"{"\ud800x": 1}"#, "Node: not JSON: unexpected end of hex escape at line 1 column 9"),
    ] {
        assert_eq!(Node::from_json(text).unwrap_err().to_string(), told, "{text}");
    }
    // Both halves are a character.
    let error = Node::from_json(r#"{"size": "\ud83d\ude42"}"#).unwrap_err();
    assert_eq!(error.to_string(), "Node.size: expected integer, got \"🙂\"");
}
