//! Texts are read once: a type of field that counts how often it is asked is the judge. What is wrong with a text is looked
//! for in a second reading.

#![allow(clippy::unwrap_used, reason = "an error fails the test")]

use std::cell::Cell;

use versioned_object_core::fields::{FieldType, Input, ReadContext, UnknownFields};
use versioned_object_core::prelude::*;
use versioned_object_core::wire::Reader;
use versioned_object_core::{PrimitiveWriter, Registry, TypeDescriptor};

thread_local! {
    static ASKED: Cell<usize> = const { Cell::new(0) };
}

/// A number that counts how often one was read.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Counted(i64);

impl FieldType for Counted {
    type Ref<'a> = Counted;
    const TYPE: &'static TypeDescriptor = &TypeDescriptor::integer("Counted");

    fn borrow_field(&self) -> Counted {
        *self
    }

    fn coerce(input: Input<'_>, cx: &mut ReadContext<'_>) -> Result<Self> {
        ASKED.set(ASKED.get() + 1);
        i64::coerce(input, cx).map(Counted)
    }

    fn write_primitive(&self, out: &mut PrimitiveWriter<'_>) -> Result<()> {
        out.int(self.0);
        Ok(())
    }

    fn to_value(&self) -> Value {
        Value::Int(self.0)
    }
}

/// A lamp.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.2", relationships(..))]
struct Lamp {
    watts: Attr<Counted>,
    #[field(since = "1.1")]
    name: Attr<Option<String>>,
    labels: Attr<Option<Vec<String>>>,
    #[field(renamed("1.2", "colour_name"))]
    colour: Attr<Option<String>>,
    child: Attr<Option<Box<Lamp>>>,
    meta: ObjectMeta,
}

/// Lamps.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", list_of = Lamp, relationships(..))]
struct LampList {
    objects: Attr<Vec<Lamp>>,
    meta: ObjectMeta,
}

/// How often the number was read.
fn asked<R>(read: impl FnOnce() -> R) -> (usize, R) {
    ASKED.set(0);
    let read = read();
    (ASKED.get(), read)
}

const DATA: &str = r#"{"watts":7,"name":"desk","labels":["a","b"],"colour":"red","child":null}"#;

fn envelope(version: &str, data: &str) -> String {
    let head = r#"{"versioned_object.name":"Lamp","versioned_object.namespace":"versionedobjects""#;
    format!(r#"{head},"versioned_object.version":"{version}","versioned_object.data":{data}}}"#)
}

fn once(text: &str) -> Lamp {
    let (asked, lamp) = asked(|| wire::from_str::<Lamp>(text));
    let lamp = lamp.unwrap_or_else(|error| panic!("{error}: {text}"));
    assert_eq!((asked, lamp.watts().unwrap()), (1, Counted(7)), "{text}");
    lamp
}

#[test]
fn texts_of_every_layout_are_read_once() {
    let text = envelope("1.2", DATA);
    assert_eq!(wire::to_string(&once(&text)).unwrap(), text);
    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    for layout in [json.to_string(), serde_json::to_string_pretty(&json).unwrap(), spaced(&text)] {
        assert_eq!(wire::to_string(&once(&layout)).unwrap(), text, "{layout}");
    }
    for data in [
        r#"{"child":null,"colour":"red","labels":["a","b"],"name":"desk","watts":7}"#,
        r#"{"labels":["a","b"],"watts":7,"colour":"red","child":null,"name":"desk"}"#,
        r#"{"watts":7,"name":"d\u0065sk","labels":["\u0061","b"],"col\u006fur":"red","child":null}"#,
        r#"{"no":[1,{"a":[]}],"watts":7,"name":"desk","such":1e40,"labels":["a","b"],"colour":"red","child":null}"#,
    ] {
        assert_eq!(wire::to_string(&once(&envelope("1.2", data))).unwrap(), text, "{data}");
    }
    assert_eq!(once(&envelope("1.2", r#"{"watts":"7"}"#)).obj_what_changed(), [""; 0]);
    let changed =
        format!(r#"{},"versioned_object.changes":["name","no such"]}}"#, text.strip_suffix('}').unwrap());
    assert_eq!(once(&changed).obj_what_changed(), ["name"]);
    assert_eq!(once(&format!("\u{feff} {text}\n")).name().unwrap(), Some("desk"));
}

/// As Python's `json.dumps` has it.
fn spaced(text: &str) -> String {
    let mut inside = false;
    let space = |c: char| {
        inside ^= c == '"';
        if !inside && (c == ',' || c == ':') { format!("{c} ") } else { c.to_string() }
    };
    text.chars().map(space).collect()
}

#[test]
fn objects_of_other_versions_and_types_are_read_once() {
    let older = once(&envelope("1.1", r#"{"watts":7,"colour_name":"red"}"#));
    assert_eq!((older.obj_version(), older.colour().unwrap()), (Version::new(1, 1), Some("red")));
    let inside = envelope("1.2", r#"{"name":"x"}"#);
    let outside = envelope("1.2", &DATA.replace("null", &inside));
    assert_eq!(once(&outside).child().unwrap().unwrap().name().unwrap(), Some("x"));

    let list = envelope("1.0", &format!(r#"{{"objects":[{0},{0}]}}"#, envelope("1.2", DATA)));
    let list = list.replacen("Lamp", "LampList", 1);
    let (count, read) = asked(|| wire::from_str::<LampList>(&list));
    assert_eq!((count, read.unwrap().objects().unwrap().len()), (2, 2));

    let mut registry = Registry::new();
    registry.register::<Lamp>().unwrap();
    registry.register::<LampList>().unwrap();
    for text in [list, spaced(&envelope("1.2", DATA))] {
        let elements = text.matches("watts").count();
        let (count, read) = asked(|| Reader::new().registry(&registry).read_any(&text));
        assert_eq!(count, elements);
        assert_eq!(wire::to_string(&*read.unwrap()).unwrap(), text.replace(": ", ":").replace(", ", ","));
    }
    let (count, read) = asked(|| Reader::new().read_plain::<Lamp>(DATA));
    assert_eq!((count, read.unwrap().obj_what_changed().len()), (1, 5));
    let keeping = Reader::new().unknown_fields(UnknownFields::Keep);
    let (count, read) = asked(|| keeping.read::<Lamp>(&envelope("1.2", r#"{"more":[1],"watts":7}"#)));
    assert_eq!(count, 1);
    assert!(wire::to_string(&read.unwrap()).unwrap().contains(r#""more":[1]"#));
}

#[test]
fn what_is_wrong_is_looked_for_in_a_second_reading() {
    for (data, words) in [
        (r#"{"watts":7,"name":[]}"#, "Lamp.name: expected text, got a list"),
        (r#"{"watts":7,"name":"x" "y"}"#, "Lamp: not JSON: expected `,` or `}` at line 1 column 160"),
        (r#"{"watts":7,"watts":8}"#, "Lamp: duplicate key `watts`"),
    ] {
        let (count, read) = asked(|| wire::from_str::<Lamp>(&envelope("1.2", data)));
        assert_eq!(read.unwrap_err().to_string(), words);
        assert_eq!(count, 2, "{data}");
    }
}
