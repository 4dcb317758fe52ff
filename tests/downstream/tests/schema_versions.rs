//! JSON Schema of older versions: each word of a history, asked of a validator and of the text itself.

#![allow(clippy::unwrap_used, reason = "a test that panics fails")]

use std::collections::BTreeMap;

use downstream::{Audiobook, DataSize, Member};
use serde_json::{Map, Value as Json, json};
use versioned_object_core::fields::{AnyOf, Bounded, SensitiveString};
use versioned_object_core::prelude::*;
use versioned_object_core::testing::{Sample, Samples};
use versioned_object_core::wire::WriteOptions;
use versioned_object_core::{ObjectDescriptor, Registry, schema};

const DATA: &str = "versioned_object.data";

/// What a field is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
pub enum Kind {
    /// The first.
    One,
    /// The second.
    Two,
    /// It came in 1.4.
    Late,
}

/// An object with every word that a history has.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.4", namespace = "shop", note("1.2", "seconds are counted anew"))]
pub struct Timer {
    #[field(
        read_only,
        renamed("1.1", "span"),
        renamed("1.3", "duration"),
        changed("1.2", from = Option<String>, down = to_text, up = from_text)
    )]
    seconds: Attr<Option<i64>>,
    #[field(until = "1.3", default = false)]
    loud: Attr<bool>,
    #[field(since = "1.2", default = 7, sensitive)]
    pin: Attr<i64>,
    #[field(value("1.4", Late, instead = One))]
    kind: Attr<Option<Kind>>,
    #[field(value("1.4", Late, instead = One))]
    kinds: Attr<BTreeMap<String, Vec<Kind>>>,
    #[field(changed("1.1", from = i16, as_is), changed("1.3", from = i32, as_is))]
    wide: Attr<Option<i64>>,
    #[field(default = 0, changed("1.1", from = i32, as_is))]
    filled: Attr<Option<i64>>,
    #[field(changed("1.1", from = Vec<u8>, as_is))]
    list: Attr<Vec<u16>>,
    #[field(changed("1.1", from = Uuid, as_is))]
    owner: Attr<String>,
    #[field(changed("1.1", from = f32, as_is))]
    ratio: Attr<f64>,
    meta: ObjectMeta,
}

/// An object whose texts were the values of enums.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", namespace = "shop")]
pub struct Mood {
    #[field(changed("1.1", from = Kind, as_is))]
    now: Attr<String>,
    #[field(changed("1.1", from = Option<Vec<Kind>>, as_is))]
    before: Attr<Option<Vec<String>>>,
    #[field(default = Vec::new(), changed("1.1", from = Vec<Option<Kind>>, as_is))]
    some: Attr<Vec<Option<String>>>,
    #[field(default = Vec::new(), changed("1.1", from = Option<Vec<Option<Kind>>>, as_is))]
    kinds: Attr<Vec<Option<Kind>>>,
    meta: ObjectMeta,
}

#[test]
fn texts_that_were_of_an_enum_are_its_values() {
    let (older, newest) = (judge(Mood::descriptor(), V1_0), judge(Mood::descriptor(), Mood::VERSION));
    for (now, before) in
        [("one", vec!["late"]), ("two", vec![]), ("none", vec![]), ("one", vec!["one", "none"])]
    {
        let before: Vec<_> = before.into_iter().map(str::to_owned).collect();
        let kinds = vec![None, Some(Kind::Two)];
        let some = vec![None, Some("two".to_owned())];
        let mood = Mood::builder().now(now).before(before).some(some).kinds(kinds).build_orphan().unwrap();
        let mut written = at(Mood::VERSION).to_value(&mood).unwrap();
        newest.validate(&written).unwrap();
        written["versioned_object.version"] = json!("1.0");
        match at(V1_0).to_value(&mood) {
            Ok(written) => older.validate(&written).unwrap(),
            Err(error) => assert!(older.validate(&written).is_err(), "{error}"),
        }
    }
}

fn to_text(seconds: i64) -> String {
    format!("{seconds} s")
}

fn from_text(text: &str) -> Result<i64, String> {
    let number = text.strip_suffix(" s").and_then(|number| number.parse().ok());
    number.ok_or_else(|| "expected seconds".to_owned())
}

fn judge(object: &ObjectDescriptor, version: Version) -> jsonschema::Validator {
    let schema = schema::json_schema_at(object, version).unwrap();
    jsonschema::meta::validate(&schema).unwrap();
    jsonschema::options().should_validate_formats(true).build(&schema).unwrap()
}

fn at(version: Version) -> WriteOptions {
    WriteOptions::default().target_version(version)
}

/// The schemas of the fields of a type at a version.
fn fields(object: &ObjectDescriptor, version: Version) -> Map<String, Json> {
    let schema = schema::json_schema_at(object, version).unwrap();
    let key = schema["$ref"].as_str().unwrap().strip_prefix("#/$defs/").unwrap();
    schema["$defs"][key]["properties"][DATA]["properties"].as_object().unwrap().clone()
}

const V1_0: Version = Version::new(1, 0);

#[test]
fn fields_are_as_they_were() {
    let names = |minor| {
        let fields = fields(Timer::descriptor(), Version::new(1, minor));
        fields.keys().cloned().collect::<Vec<_>>().join(" ")
    };
    assert_eq!(names(0), "filled kind kinds list loud owner ratio span wide");
    assert_eq!(names(1), "duration filled kind kinds list loud owner ratio wide");
    assert_eq!(names(2), "duration filled kind kinds list loud owner pin ratio wide");
    assert_eq!(names(3), "filled kind kinds list owner pin ratio seconds wide");
    let renamed = json!([
        {"version": "1.1", "from": "span", "to": "duration"},
        {"version": "1.3", "from": "duration", "to": "seconds"},
    ]);
    let first = fields(Timer::descriptor(), V1_0);
    let span = json!({"type": ["string", "null"], "readOnly": true, "x-renamed": renamed});
    assert_eq!(first["span"], span);
    let loud = json!({"type": "boolean", "default": false, "x-until": "1.3", "deprecated": true});
    assert_eq!(first["loud"], loud);
    assert_eq!(first["kind"], json!({"type": ["string", "null"], "enum": ["one", "two", null]}));
    assert_eq!(first["kinds"]["additionalProperties"]["items"]["enum"], json!(["one", "two"]));
    assert_eq!(first["wide"], json!({"type": "integer", "minimum": i16::MIN, "maximum": i16::MAX}));
    // A null is what a reader of that version makes its default of.
    let filled = json!({"type": ["integer", "null"], "minimum": i32::MIN, "maximum": i32::MAX, "default": 0});
    assert_eq!(first["filled"], filled);
    assert_eq!(first["list"]["items"], json!({"type": "integer", "minimum": 0, "maximum": 255}));
    // The writer leaves texts as they are.
    assert_eq!(first["owner"], json!({"type": "string"}));
    let newest = fields(Timer::descriptor(), Timer::VERSION);
    let seconds = json!({
        "type": ["integer", "null"], "minimum": i64::MIN, "maximum": i64::MAX, "readOnly": true, "x-renamed": renamed,
    });
    assert_eq!(newest["seconds"], seconds);
    let pin = json!({"type": "integer", "minimum": i64::MIN, "maximum": i64::MAX, "writeOnly": true, "x-since": "1.2"});
    assert_eq!(newest["pin"], pin);
    assert_eq!(newest["kind"]["enum"], json!(["one", "two", "late", null]));
    assert_eq!(
        newest["wide"],
        json!({"type": ["integer", "null"], "minimum": i64::MIN, "maximum": i64::MAX})
    );
}

fn timer() -> Timer {
    Timer::builder()
        .seconds(90)
        .pin(1)
        .kind(Kind::Late)
        .kinds([("a", vec![Kind::Late, Kind::Two])])
        .wide(7)
        .filled(None)
        .list([255])
        .owner("alice")
        .ratio(0.5)
        .build_orphan()
        .unwrap()
}

#[test]
fn what_is_written_at_a_version_is_valid_there_alone() {
    for version in Timer::descriptor().versions() {
        let judge = judge(Timer::descriptor(), version);
        let written = at(version).to_value(&timer()).unwrap();
        judge.validate(&written).unwrap();
        // As it came from there.
        let again = wire::from_str::<Timer>(&written.to_string()).unwrap().obj_to_primitive().unwrap();
        judge.validate(&again).unwrap();
        for other in Timer::descriptor().versions().filter(|other| *other != version) {
            let mut renumbered = at(other).to_value(&timer()).unwrap();
            assert!(!judge.is_valid(&renumbered), "{other} at {version}");
            renumbered["versioned_object.version"] = json!(version);
            // 1.0 has a text and a name of its own, 1.1 lacks a field, and so does 1.3; 1.4 has a value that 1.3 lacks.
            let is_fewer_values = (other.minor, version.minor) == (3, 4);
            assert_eq!(judge.is_valid(&renumbered), is_fewer_values, "{other} as {version}");
        }
        // What the writer refuses to write.
        for (name, value) in [("wide", json!(1_i64 << 40)), ("list", json!([256])), ("wide", json!(null))] {
            let mut newest = timer().obj_to_primitive().unwrap();
            newest[DATA][name] = value.clone();
            let object: Timer = wire::from_str(&newest.to_string()).unwrap();
            let is_written = at(version).to_string(&object).is_ok();
            let mut envelope = written.clone();
            envelope[DATA][name] = value;
            assert_eq!(judge.is_valid(&envelope), is_written, "{version}: {envelope}");
        }
    }
}

#[test]
fn versions_that_are_none_are_told_with_those_that_are() {
    for version in ["0.9", "1.5", "2.0", "1.4.1"] {
        let error = schema::json_schema_at(Timer::descriptor(), version.parse().unwrap()).unwrap_err();
        assert_eq!(error.to_string(), format!("Timer has no version {version}, there are 1.0 to 1.4"));
    }
    let error = schema::json_schema_at(Audiobook::descriptor(), Version::new(1, 1)).unwrap_err();
    assert_eq!(error.to_string(), "Audiobook has no version 1.1, there is 1.0");
    for descriptor in [Timer::descriptor(), Member::descriptor(), Audiobook::descriptor()] {
        let newest = schema::json_schema_at(descriptor, descriptor.version).unwrap();
        assert_eq!(newest, schema::json_schema(descriptor));
    }
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.2", namespace = "shop")]
struct Lamp {
    #[field(renamed("1.2", "power"))]
    watts: Attr<i64>,
    #[field(since = "1.1")]
    colour: Attr<Option<String>>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.3", namespace = "shop", relationships(
    lamp = [("1.0", "1.0"), ("1.2", "1.1"), ("1.3", "1.2")],
    late = [("1.1", "1.1"), ("1.3", "1.2")],
    kept = [("1.0", "1.0"), ..]
), note("1.2", "lamps have colours"))]
struct Room {
    lamp: Attr<Option<Box<Lamp>>>,
    late: Attr<Vec<Lamp>>,
    kept: Attr<Option<AnyOf<Lamp>>>,
    by_name: Attr<BTreeMap<String, Lamp>>,
    #[field(since = "1.1")]
    size: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", namespace = "shop", list_of = Lamp, child_versions(("1.0", "1.1"), ("1.1", "1.2")))]
struct Lamps {
    objects: Attr<Vec<Lamp>>,
    meta: ObjectMeta,
}

fn lamp() -> Lamp {
    Lamp::builder().watts(40).colour("red").build_orphan().unwrap()
}

#[test]
fn children_are_at_the_version_that_the_pairs_say() {
    let references = |descriptor, minor: u32| {
        let fields = fields(descriptor, Version::new(1, minor));
        let of = |name: &str| {
            let field = fields.get(name).map(ToString::to_string).unwrap_or_default();
            let (_, key) = field.split_once("#/$defs/")?;
            key.split_once('"').map(|(key, _)| key.to_owned())
        };
        ["lamp", "late", "kept", "by_name", "objects"].map(|name| of(name).unwrap_or_default())
    };
    let room = Room::descriptor();
    assert_eq!(references(room, 0), ["Lamp-1.0", "", "Lamp-1.0", "Lamp-any", ""]);
    assert_eq!(references(room, 1), ["Lamp-1.0", "Lamp-1.1", "Lamp-any", "Lamp-any", ""]);
    assert_eq!(references(room, 2), ["Lamp-1.1", "Lamp-1.1", "Lamp-any", "Lamp-any", ""]);
    assert_eq!(references(room, 3), ["Lamp-any", "Lamp-any", "Lamp-any", "Lamp-any", ""]);
    assert_eq!(references(Lamps::descriptor(), 0)[4], "Lamp-1.1");
    assert_eq!(references(Lamps::descriptor(), 1)[4], "Lamp-any");

    let room = Room::builder()
        .lamp(lamp())
        .late([lamp()])
        .kept(AnyOf::new(lamp()).unwrap())
        .by_name([("a", lamp())])
        .size(1)
        .build_orphan()
        .unwrap();
    for version in Room::descriptor().versions() {
        let judge = judge(Room::descriptor(), version);
        let written = at(version).to_value(&room).unwrap();
        judge.validate(&written).unwrap();
        for name in
            ["lamp", "late", "kept", "by_name"].iter().filter(|name| written[DATA].get(name).is_some())
        {
            let mut other = written.clone();
            let field = &mut other[DATA][name];
            let child = match *name {
                "late" => &mut field[0],
                "by_name" => &mut field["a"],
                _ => field,
            };
            child[DATA]["nobody"] = json!(1);
            assert!(!judge.is_valid(&other), "{other}");
        }
    }
    let lamps = Lamps::from(vec![lamp()]);
    for version in Lamps::descriptor().versions() {
        let judge = judge(Lamps::descriptor(), version);
        judge.validate(&at(version).to_value(&lamps).unwrap()).unwrap();
    }
    // A child that came from an older peer stays as it is.
    let older: Lamp = wire::from_str(&at(V1_0).to_string(&lamp()).unwrap()).unwrap();
    let written = Lamps::from(vec![older]).obj_to_primitive().unwrap();
    assert_eq!(written[DATA]["objects"][0][DATA], json!({"power": 40}));
    judge(Lamps::descriptor(), Lamps::VERSION).validate(&written).unwrap();
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", namespace = "shop", hooks(make_compatible))]
struct Hooked {
    #[field(since = "1.1")]
    newer: Attr<i64>,
    watts: Attr<i64>,
    meta: ObjectMeta,
}

impl Hooked {
    fn hook_make_compatible(&self, data: &mut Map<String, Json>, version: Version) -> Result<()> {
        if version < Version::new(1, 1) {
            data.insert("watts".to_owned(), json!(format!("{} W", self.watts()?)));
            data.insert("newer".to_owned(), json!("what no declaration shows"));
        }
        Ok(())
    }
}

#[test]
fn what_a_hook_makes_of_older_data_is_any_map() {
    let hooked = Hooked::builder().newer(1).watts(40).build_orphan().unwrap();
    let judge_of = |version| judge(Hooked::descriptor(), version);
    let written = at(V1_0).to_value(&hooked).unwrap();
    assert_eq!(written[DATA]["watts"], "40 W");
    assert_eq!(written["versioned_object.changes"], json!(["newer", "watts"]));
    judge_of(V1_0).validate(&written).unwrap();
    let mut damaged = written.clone();
    damaged[DATA] = json!([]);
    assert!(!judge_of(V1_0).is_valid(&damaged));
    let schema = schema::json_schema_at(Hooked::descriptor(), V1_0).unwrap();
    let data = &schema["$defs"]["Hooked-1.0"]["properties"][DATA];
    let declared = json!({
        "type": "object",
        "properties": {"watts": {"type": "integer", "minimum": i64::MIN, "maximum": i64::MAX}},
        "additionalProperties": false,
    });
    let wanted = json!({"type": "object", "x-hook": "make_compatible", "x-declared": declared});
    assert_eq!(*data, wanted);
    // The newest version is as declared.
    judge_of(Hooked::VERSION).validate(&hooked.obj_to_primitive().unwrap()).unwrap();
    let mut damaged = hooked.obj_to_primitive().unwrap();
    damaged[DATA]["watts"] = json!("40 W");
    assert!(!judge_of(Hooked::VERSION).is_valid(&damaged));
}

#[test]
fn samples_of_the_library_are_valid_at_every_version() {
    for descriptor in [Member::descriptor(), Audiobook::descriptor()] {
        for (version, sample) in descriptor
            .versions()
            .flat_map(|version| [Sample::Minimal, Sample::Full].map(|sample| (version, sample)))
        {
            let object = Samples::new().value("Book", "title", "a").value("Audiobook", "title", "a");
            let object = object.make(descriptor, sample).unwrap();
            let options = at(version).version_manifest([("Book", Version::new(1, 2))]);
            let written = options.to_value(&*object).unwrap();
            judge(descriptor, version).validate(&written).unwrap();
        }
    }
    // A type of one's own has its bounds, and is not there before its version.
    let of = |minor| schema::json_schema_at(Member::descriptor(), Version::new(2, minor)).unwrap();
    let discount = |schema: &Json, key: &str| {
        schema["$defs"][key]["properties"]["library_object.data"]["properties"].get("discount").cloned()
    };
    assert_eq!(discount(&of(0), "LibraryMember-2.0"), None);
    let wanted = json!({
        "type": "integer", "minimum": 0, "maximum": 100, "default": 0, "x-since": "2.1",
        "description": "What fee they are let off.",
    });
    assert_eq!(discount(&of(1), "LibraryMember"), Some(wanted));
}

fn not_blank(name: &str) -> Result<(), &'static str> {
    if name.trim().is_empty() { Err("blank") } else { Ok(()) }
}

const fn odd(number: i64) -> Result<(), &'static str> {
    if number % 2 == 0 { Err("even") } else { Ok(()) }
}

#[derive(Clone, FieldMixin)]
struct Marked {
    #[field(validate = not_blank)]
    mark: Attr<String>,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", namespace = "shop")]
struct Checked {
    /// What it is called.
    #[field(validate = not_blank)]
    name: Attr<Option<String>>,
    #[field(validate = Self::at_most::<3>)]
    parts: Attr<Vec<i64>>,
    #[field(default = 1, validate = const odd, changed("1.1", from = String, down = to_text, up = from_text))]
    number: Attr<i64>,
    #[field(validate = odd, changed("1.1", from = i8, as_is))]
    wide: Attr<i64>,
    floors: Attr<Bounded<1, 9>>,
    size: Attr<DataSize>,
    #[field(flatten)]
    marked: Marked,
    meta: ObjectMeta,
}

impl Checked {
    fn at_most<const N: usize>(parts: &[i64]) -> Result<(), String> {
        if parts.len() > N { Err(format!("more than {N}")) } else { Ok(()) }
    }
}

#[test]
fn what_a_function_checks_is_said_and_what_a_type_checks_is_in_the_schema() {
    let newest = fields(Checked::descriptor(), Checked::VERSION);
    let checked = |by: &str| json!(format!("also checked by `{by}`"));
    let name = json!({
        "type": ["string", "null"], "description": "What it is called.", "$comment": checked("not_blank"),
    });
    assert_eq!(newest["name"], name);
    let parts = json!({
        "type": "array",
        "items": {"type": "integer", "minimum": i64::MIN, "maximum": i64::MAX},
        "$comment": checked("Checked::at_most::<3>"),
    });
    assert_eq!(newest["parts"], parts);
    let number = json!({"type": "integer", "minimum": i64::MIN, "maximum": i64::MAX, "default": 1, "$comment": checked("odd")});
    assert_eq!(newest["number"], number);
    assert_eq!(newest["mark"], json!({"type": "string", "$comment": checked("not_blank")}));
    assert_eq!(newest["floors"], json!({"type": "integer", "minimum": 1, "maximum": 9}));
    assert_eq!(newest["size"], json!({"type": "string", "pattern": "^[0-9]+ ([KMG]i)?B$"}));
    // The function checks what a converter makes of an older value, and never sees that.
    let first = fields(Checked::descriptor(), V1_0);
    assert_eq!(first["number"], json!({"type": "string", "default": "1 s"}));
    let wide = json!({"type": "integer", "minimum": -128, "maximum": 127, "$comment": checked("odd")});
    assert_eq!(first["wide"], wide);

    let plain = schema::plain_json_schema(Checked::descriptor());
    jsonschema::meta::validate(&plain).unwrap();
    let mut registry = Registry::new();
    registry.register::<Checked>().unwrap();
    let document = schema::openapi(&registry, "Shop", "7");
    for fields in [&plain["$defs"]["Checked"], &document["components"]["schemas"]["Checked"]] {
        assert_eq!(fields["properties"]["name"], name);
    }
    // Python's has no such word, and its draft knows none.
    let oslo = schema::oslo(Checked::descriptor()).unwrap();
    assert!(!oslo.to_string().contains("$comment"), "{oslo}");

    // What a type checks a validator refuses; what a function refuses it takes.
    let judge = jsonschema::validator_for(&plain).unwrap();
    for (text, is_read, is_valid) in [
        (r#"{"floors": 9, "size": "1 GiB", "number": 1, "name": "a", "mark": "b"}"#, true, true),
        (r#"{"floors": 10}"#, false, false),
        (r#"{"size": "1 TiB"}"#, false, false),
        (r#"{"number": 2}"#, false, true),
        (r#"{"name": " "}"#, false, true),
        (r#"{"mark": " "}"#, false, true),
    ] {
        assert_eq!(Checked::from_json(text).is_ok(), is_read, "{text}");
        assert_eq!(judge.is_valid(&serde_json::from_str(text).unwrap()), is_valid, "{text}");
    }
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", namespace = "shop", relationships(..))]
struct Account {
    name: Attr<String>,
    #[field(since = "1.1")]
    password: Attr<Option<SensitiveString>>,
    #[field(sensitive)]
    pin: Attr<i64>,
    lamp: Attr<Option<AnyOf<Lamp>>>,
    #[field(until = "1.1")]
    gone: Attr<Option<i64>>,
    meta: ObjectMeta,
}

#[test]
fn objects_without_an_envelope_have_a_schema() {
    let schema = schema::plain_json_schema(Account::descriptor());
    jsonschema::meta::validate(&schema).unwrap();
    let judge = jsonschema::validator_for(&schema).unwrap();
    let account = Account::builder()
        .name("ann")
        .password("hunter2")
        .pin(7)
        .lamp(AnyOf::new(lamp()).unwrap())
        .build_orphan()
        .unwrap();
    // An object that came from an older peer is written with the names of its type.
    let older: Account =
        wire::from_str(&at(V1_0).to_string(&Account::builder().pin(1).build_orphan().unwrap()).unwrap())
            .unwrap();
    for text in [account.to_json(), account.to_redacted_json(), older.to_json()] {
        judge.validate(&serde_json::from_str(&text.unwrap()).unwrap()).unwrap();
    }
    for wrong in
        [json!([]), json!({"nobody": 1}), json!({"gone": 1}), json!({"name": null}), json!({"pin": "7"})]
    {
        assert!(!judge.is_valid(&wrong), "{wrong}");
    }
    // What is refused in a request is what `from_json` refuses, but for what it reads as Python does.
    assert!(Account::from_json(r#"{"nobody": 1}"#).is_err() && Account::from_json(r#"{"pin": "7"}"#).is_ok());
    let fields = &schema["$defs"]["Account"]["properties"];
    let secrets: Vec<_> =
        fields.as_object().unwrap().iter().filter(|(_, field)| field["writeOnly"] == true).collect();
    assert_eq!(secrets.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["password", "pin"]);
    let redacted: Json = serde_json::from_str(&account.to_redacted_json().unwrap()).unwrap();
    assert_eq!(redacted.as_object().unwrap().keys().collect::<Vec<_>>(), ["lamp", "name"]);
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", namespace = "shop", serial_namespace = "shop_object", relationships(..))]
struct Shelf {
    #[field(object = "Lamp")]
    late: Attr<Box<dyn DynObject>>,
    any: Attr<Vec<Box<dyn DynObject>>>,
    some: Attr<Option<AnyOf<Room>>>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", subclass_of = Room, serial_namespace = "hall_object")]
struct Hall {
    size: Attr<String>,
    meta: ObjectMeta,
}

#[test]
fn objects_of_types_that_are_not_known_are_envelopes() {
    let hall = Hall::builder().size("large").build_orphan().unwrap();
    let shelf = Shelf::builder()
        .late(lamp())
        .any([Box::new(timer()) as Box<dyn DynObject>, Box::new(hall.clone())])
        .some(AnyOf::new(hall).unwrap())
        .build_orphan()
        .unwrap();
    let judge = judge(Shelf::descriptor(), V1_0);
    let written = shelf.obj_to_primitive().unwrap();
    judge.validate(&written).unwrap();
    let data = &written["shop_object.data"];
    let late_of_another_name = data["any"][0].clone();
    let mut more = data["some"].clone();
    more["more"] = json!(1);
    for (name, wrong) in [
        ("late", late_of_another_name),
        ("late", Json::Null),
        ("late", json!({})),
        ("late", json!({"watts": 40})),
        ("any", json!([1])),
        ("any", json!([{"a": 1, "b": 2, "c": 3, "d": 4}])),
        ("some", json!({"size": "large"})),
        ("some", more),
    ] {
        let mut damaged = written.clone();
        damaged["shop_object.data"][name] = wrong;
        assert!(!judge.is_valid(&damaged), "{name}: {damaged}");
    }
}

mod other {
    use versioned_object_core::prelude::*;

    /// Another of this name, of another major version.
    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "2.0", namespace = "shop")]
    pub struct Lamp {
        lumen: Attr<i64>,
        meta: ObjectMeta,
    }
}

#[test]
fn a_registry_is_components_of_openapi() {
    let mut registry = Registry::new();
    registry.register::<Lamp>().unwrap().register::<Room>().unwrap().register::<other::Lamp>().unwrap();
    let document = schema::openapi(&registry, "Shop", "7");
    assert_eq!(document["info"], json!({"title": "Shop", "version": "7"}));
    let schemas = document["components"]["schemas"].as_object().unwrap();
    let names = "Lamp Lamp.2 Lamp.envelope Lamp.envelope-1.0 Lamp.envelope-1.1 Lamp.envelope-any Lamp.envelope.2 \
                 Room Room.envelope Room.envelope-1.0 Room.envelope-1.1 Room.envelope-1.2";
    assert_eq!(schemas.keys().cloned().collect::<Vec<_>>().join(" "), names);
    // The highest version of a name comes first.
    assert!(schemas["Lamp"]["properties"].get("lumen").is_some());
    let room = Room::builder().lamp(lamp()).build_orphan().unwrap();
    let plain: Json = serde_json::from_str(&room.to_json().unwrap()).unwrap();
    for (name, valid) in [
        ("Room", plain),
        ("Room.envelope", room.obj_to_primitive().unwrap()),
        ("Room.envelope-1.0", at(V1_0).to_value(&room).unwrap()),
    ] {
        let schema =
            json!({"$ref": format!("#/components/schemas/{name}"), "components": document["components"]});
        let judge = jsonschema::validator_for(&schema).unwrap();
        judge.validate(&valid).unwrap();
        assert!(!judge.is_valid(&json!({"nobody": 1})));
    }
}
