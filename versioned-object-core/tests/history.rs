//! The declared history of an object: its older versions, written and read.

#![allow(clippy::unwrap_used, reason = "an error fails the test")]

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;
use versioned_object_core::FieldStatus::{self, Absent, Added, Changed, Removed, Renamed, Same};
use versioned_object_core::prelude::*;
use versioned_object_core::wire::WriteOptions;

fn to_minutes(seconds: i64) -> i64 {
    seconds / 60
}

fn to_seconds(minutes: i64) -> i64 {
    minutes * 60
}

fn to_text(minutes: i64) -> String {
    format!("{minutes} min")
}

fn from_text(text: &str) -> Result<i64, String> {
    let number = text.strip_suffix(" min").and_then(|number| number.parse().ok());
    number.ok_or_else(|| format!("expected minutes, got {text:?}"))
}

/// Runs for a while.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.4")]
struct Timer {
    id: Attr<i64>,
    #[field(
        renamed("1.1", "span"),
        renamed("1.3", "duration"),
        changed("1.2", from = Option<String>, down = to_text, up = from_text),
        changed("1.4", from = Option<i64>, down = to_minutes, up = to_seconds)
    )]
    seconds: Attr<i64>,
    #[field(until = "1.3", default = false)]
    loud: Attr<bool>,
    #[field(since = "1.2")]
    label: Attr<Option<String>>,
    meta: ObjectMeta,
}

#[allow(deprecated, reason = "older versions have it")]
fn timer() -> Timer {
    let ctx = Context::admin();
    Timer::builder().id(1).seconds(120).loud(true).label("tea").build(&ctx).unwrap()
}

fn at(object: &dyn DynObject, version: &str) -> serde_json::Value {
    let target = version.parse().unwrap();
    WriteOptions::default().target_version(target).to_value(object).unwrap()
}

fn envelope(version: &str, data: serde_json::Value, changes: &[&str]) -> serde_json::Value {
    serde_json::json!({
        "versioned_object.name": "Timer",
        "versioned_object.namespace": "versionedobjects",
        "versioned_object.version": version,
        "versioned_object.data": data,
        "versioned_object.changes": changes,
    })
}

#[test]
fn older_versions_have_their_names_types_and_fields() {
    let timer = timer();
    let versions = [
        ("1.4", serde_json::json!({"id": 1, "seconds": 120, "label": "tea"})),
        ("1.3", serde_json::json!({"id": 1, "seconds": 2, "label": "tea"})),
        ("1.2", serde_json::json!({"id": 1, "duration": 2, "loud": true, "label": "tea"})),
        ("1.1", serde_json::json!({"id": 1, "duration": "2 min", "loud": true})),
        ("1.0", serde_json::json!({"id": 1, "span": "2 min", "loud": true})),
    ];
    for (version, data) in versions {
        let changes: Vec<_> = data.as_object().unwrap().keys().cloned().collect();
        let mut written = at(&timer, version);
        let names = written["versioned_object.changes"].as_array_mut().unwrap();
        names.sort_by_key(ToString::to_string);
        let mut changes: Vec<&str> = changes.iter().map(String::as_str).collect();
        changes.sort_unstable();
        assert_eq!(written, envelope(version, data, &changes));

        let read: Timer = wire::Reader::new().read_value(written.clone()).unwrap();
        assert_eq!(read.seconds().unwrap(), 120, "{version}");
        assert_eq!(read.obj_attr_is_set("loud").unwrap(), ["1.0", "1.1", "1.2"].contains(&version));
        assert!(read.obj_what_changed().contains(&"seconds"));
        let mut again = read.obj_to_primitive().unwrap();
        again["versioned_object.changes"].as_array_mut().unwrap().sort_by_key(ToString::to_string);
        assert_eq!(again, written, "{version}");
        if version != "1.0" {
            assert_eq!(at(&read, "1.0")["versioned_object.data"]["span"], "2 min");
        }
    }
}

#[test]
fn a_value_that_has_no_present_form_is_refused_at_its_path() {
    let read = |version: &str, data: serde_json::Value| {
        wire::Reader::new().read_value::<Timer>(envelope(version, data, &[])).map(|_| ())
    };
    let error = read("1.1", serde_json::json!({"duration": "long"})).unwrap_err();
    assert_eq!(error.to_string(), "Timer.seconds: expected minutes, got \"long\"");
    let error = read("1.1", serde_json::json!({"duration": 2.5, "loud": [true]})).unwrap_err();
    assert!(error.to_string().starts_with("Timer.seconds: "), "{error}");
    let error = read("1.1", serde_json::json!({"duration": null})).unwrap_err();
    assert_eq!(error.to_string(), "Timer.seconds: field cannot be null");
}

#[test]
fn names_of_other_versions_are_unknown() {
    let read = |version: &str, data: serde_json::Value| -> Timer {
        wire::Reader::new().read_value(envelope(version, data, &["loud", "seconds"])).unwrap()
    };
    let data = serde_json::json!({"seconds": 5, "duration": 6, "span": "7 min", "loud": true});
    let current = read("1.4", data.clone());
    assert_eq!(current.seconds().unwrap(), 5);
    assert!(!current.obj_attr_is_set("loud").unwrap());
    assert_eq!(current.obj_what_changed(), ["seconds"]);
    assert_eq!(read("1.2", data).seconds().unwrap(), 360);
}

#[test]
#[allow(deprecated, reason = "older versions have it")]
fn a_removed_field_is_in_no_table_of_the_present() {
    let mut timer = timer();
    let descriptor = Timer::descriptor();
    assert!(descriptor.fields().all(|field| field.name != "loud"));
    assert!(descriptor.all_fields().any(|field| field.name == "loud"));
    assert!(!timer.to_json().unwrap().contains("loud"));
    assert!(timer.loud().unwrap());
    assert_eq!(timer.to_string(), "Timer(id=1,label='tea',loud=True,seconds=120)");
    timer = Timer::new(&Context::admin());
    assert_eq!(timer.to_string(), "Timer(id=<?>,label=<?>,seconds=<?>)");
    timer.obj_set_defaults(&[]).unwrap();
    assert!(!timer.obj_attr_is_set("loud").unwrap());
}

#[test]
fn every_version_says_what_it_did() {
    let status = |name: &str| -> Vec<FieldStatus> {
        let field = Timer::descriptor().field(name).unwrap();
        (0..5).map(|minor| field.status_in(Version::new(1, minor))).collect()
    };
    assert_eq!(status("id"), [Same, Same, Same, Same, Same]);
    assert_eq!(status("seconds"), [Same, Renamed, Changed, Renamed, Changed]);
    assert_eq!(status("loud"), [Same, Same, Same, Removed, Absent]);
    assert_eq!(status("label"), [Absent, Absent, Added, Same, Same]);
}

#[test]
fn the_fingerprint_of_every_version_follows() {
    // What oslo computes for the declarations of those times.
    let descriptor = Timer::descriptor();
    let at = |minor| descriptor.fingerprint_at(Version::new(1, minor)).unwrap();
    assert_eq!(Some(at(4)), descriptor.compute_fingerprint());
    let all: Vec<_> = (0..5).map(at).collect();
    assert_eq!(all, FINGERPRINTS);
}

const FINGERPRINTS: [&str; 5] = [
    "88a83b518911130671a96cdefd100bb2",
    "e6d1735c92cb89977e184c74ca70e676",
    "750fcdb418d623aad4d1bbd796f2e54e",
    "5e62ee8af4f23d3c5e92b2c0c333995c",
    "dcf6b0ee09c7268e5106cc355cb0160e",
];

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, EnumField)]
enum Colour {
    Red,
    Green,
    Teal,
    Cyan,
}

/// Shows colours in every way that a field can hold them.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.2")]
struct Sign {
    #[field(value("1.1", Teal, instead = Green), value("1.2", Cyan, instead = Teal))]
    list: Attr<Vec<Colour>>,
    #[field(value("1.1", Teal, instead = Green), value("1.2", Cyan, instead = Teal))]
    set: Attr<BTreeSet<Colour>>,
    #[field(value("1.1", Teal, instead = Green), value("1.2", Cyan, instead = Teal))]
    map: Attr<Option<BTreeMap<String, Option<Colour>>>>,
    #[field(value("1.1", Teal, instead = Green), value("1.2", Cyan, instead = Teal))]
    nested: Attr<Option<Vec<Option<Vec<Colour>>>>>,
    #[field(changed("1.1", from = i64, as_is))]
    watts: Attr<Option<i64>>,
    #[field(default = 5, changed("1.1", from = i64, as_is))]
    height: Attr<Option<i64>>,
    meta: ObjectMeta,
}

#[test]
fn a_new_value_is_replaced_in_lists_sets_and_maps() {
    use Colour::{Cyan, Green, Red, Teal};
    let mut sign = Sign::builder()
        .list([Cyan, Red, Teal, Cyan])
        .set(BTreeSet::from([Green, Teal, Cyan]))
        .map(BTreeMap::from([("a".to_owned(), Some(Cyan)), ("b".to_owned(), None)]))
        .nested(vec![Some(vec![Cyan, Teal]), None, Some(vec![Red])])
        .build_orphan()
        .unwrap();
    let data = |sign: &Sign, version: &str| at(sign, version)["versioned_object.data"].clone();
    let newest = json!({
        "list": ["cyan", "red", "teal", "cyan"],
        "set": ["green", "teal", "cyan"],
        "map": {"a": "cyan", "b": null},
        "nested": [["cyan", "teal"], null, ["red"]],
    });
    assert_eq!(data(&sign, "1.2"), newest);
    let newer = json!({
        "list": ["teal", "red", "teal", "teal"],
        "set": ["green", "teal"],
        "map": {"a": "teal", "b": null},
        "nested": [["teal", "teal"], null, ["red"]],
    });
    assert_eq!(data(&sign, "1.1"), newer);
    let oldest = json!({
        "list": ["green", "red", "green", "green"],
        "set": ["green"],
        "map": {"a": "green", "b": null},
        "nested": [["green", "green"], null, ["red"]],
    });
    assert_eq!(data(&sign, "1.0"), oldest);
    // Where no newer value is, nothing else changes.
    sign.set_list([Red, Green]).unwrap();
    sign.set_map(None).unwrap();
    assert_eq!(data(&sign, "1.0")["list"], json!(["red", "green"]));
    assert_eq!(data(&sign, "1.0")["map"], json!(null));
}

#[test]
fn a_newer_value_in_older_data_is_read() {
    let mut older = envelope("1.0", json!({"list": ["cyan"], "map": {"a": "teal"}}), &[]);
    older["versioned_object.name"] = "Sign".into();
    let sign: Sign = wire::Reader::new().read_value(older).unwrap();
    assert_eq!(sign.list().unwrap(), [Colour::Cyan]);
    // It goes back as the version that it came with has it.
    let data = json!({"list": ["green"], "map": {"a": "green"}});
    assert_eq!(WriteOptions::default().to_value(&sign).unwrap()["versioned_object.data"], data);
}

/// Values have the same form before and after, but there was no null before.
#[test]
fn a_null_that_an_older_version_does_not_take_is_refused() {
    let mut sign = Sign::builder().watts(None).height(None).build_orphan().unwrap();
    let written = |sign: &Sign, version: &str| {
        WriteOptions::default().target_version(version.parse().unwrap()).to_string(sign)
    };
    assert!(written(&sign, "1.1").unwrap().contains(r#""watts":null"#));
    let error = written(&sign, "1.0").unwrap_err();
    assert_eq!(error.to_string(), "Sign.watts: null is no value of this field before 1.1");
    // A reader makes the default of a null where there is one.
    sign.set_watts(3).unwrap();
    assert!(written(&sign, "1.0").unwrap().contains(r#""height":null"#));
}

fn one_more(number: i32) -> i64 {
    i64::from(number) + 1
}

fn one_less(number: i64) -> i32 {
    i32::try_from(number - 1).unwrap_or_default()
}

fn listed(number: i64) -> Vec<i64> {
    vec![number]
}

fn first(numbers: &[i64]) -> i64 {
    numbers.first().copied().unwrap_or_default()
}

fn first_small(numbers: &[i64]) -> i32 {
    one_less(first(numbers))
}

fn listed_small(number: i32) -> Vec<i64> {
    vec![one_more(number)]
}

fn is_small(number: i64) -> Result<(), String> {
    if number < 100 { Ok(()) } else { Err("too large".to_owned()) }
}

/// Fields whose type a version changed, by functions.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.2", name = "Timer")]
struct Converted {
    #[field(default = 10, changed("1.1", from = i32, down = one_less, up = one_more))]
    number: Attr<i64>,
    #[field(default = 10, changed("1.1", from = i32, down = one_less, up = one_more))]
    nullable: Attr<Option<i64>>,
    #[field(default = vec![10], changed("1.1", from = i64, down = first, up = listed))]
    list: Attr<Vec<i64>>,
    #[field(default = "0 min", changed("1.2", from = i64, down = from_text, up = to_text))]
    text: Attr<String>,
    #[field(
        default = 10,
        renamed("1.2", "before"),
        changed("1.1", from = Vec<i64>, down = listed_small, up = first_small),
        changed("1.2", from = i32, down = one_less, up = one_more)
    )]
    twice: Attr<i64>,
    #[field(default = 10, validate = is_small, changed("1.1", from = i32, down = one_less, up = one_more))]
    checked: Attr<i64>,
    #[field(sensitive, default = 10, changed("1.1", from = i32, down = one_less, up = one_more))]
    secret: Attr<i64>,
    #[field(default = 10, changed("1.1", from = Option<i32>, down = one_less, up = one_more))]
    took_null: Attr<i64>,
    #[field(default = 10, changed("1.1", from = Option<i32>, down = one_less, up = one_more))]
    always_null: Attr<Option<i64>>,
    #[field(changed("1.2", from = i32, down = one_less, up = one_more))]
    without: Attr<i64>,
    meta: ObjectMeta,
}

/// As the setter of that version, whose default was that of today.
#[test]
fn a_null_in_older_data_is_the_default() {
    let data = json!({
        "number": null, "nullable": null, "list": null, "text": null, "before": null, "checked": null,
        "secret": null, "took_null": null, "always_null": null,
    });
    for version in ["1.0", "1.1"] {
        let older = envelope(version, data.clone(), &["number"]);
        let text = older.to_string();
        let read: [Converted; 3] = [
            wire::from_str(&text).unwrap(),
            wire::Reader::new().read_value(older.clone()).unwrap(),
            wire::Reader::new().upgrade().read(&text).unwrap(),
        ];
        for read in read {
            assert_eq!(read.number().unwrap(), 10, "{version}");
            // The type of 1.1 is that of today.
            assert_eq!(read.nullable().unwrap(), (version == "1.0").then_some(10), "{version}");
            assert_eq!(read.always_null().unwrap(), None, "{version}");
            assert_eq!(read.list().unwrap(), [10], "{version}");
            assert_eq!(read.text().unwrap(), "0 min", "{version}");
            assert_eq!(read.twice().unwrap(), 10, "{version}");
            assert_eq!(read.checked().unwrap(), 10, "{version}");
            assert_eq!(read.secret().unwrap(), 10, "{version}");
            assert_eq!(read.took_null().unwrap(), 10, "{version}");
        }
        let mut older = envelope(version, data.clone(), &[]);
        older["versioned_object.data"]["without"] = json!(null);
        let error = wire::from_str::<Converted>(&older.to_string()).err().unwrap();
        assert_eq!(error.to_string(), "Timer.without: field cannot be null", "{version}");
    }
}

/// Was more than it is.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1")]
struct Tag {
    #[field(changed("1.1", from = Colour, as_is))]
    colour: Attr<String>,
    #[field(changed("1.1", from = Option<Vec<Colour>>, as_is))]
    colours: Attr<Vec<String>>,
    meta: ObjectMeta,
}

#[test]
fn what_the_type_before_does_not_read_is_not_written() {
    let written = |colour: &str, colours: &[&str]| {
        let colours: Vec<_> = colours.iter().map(ToString::to_string).collect();
        let tag = Tag::builder().colour(colour).colours(colours).build_orphan().unwrap();
        let at = |version| WriteOptions::default().target_version(version).to_value(&tag);
        assert!(at(Version::new(1, 1)).is_ok());
        at(Version::new(1, 0)).map(|_| ()).map_err(|error| error.to_string())
    };
    assert_eq!(written("red", &["green"]), Ok(()));
    let values = "expected one of `red`, `green`, `teal`, `cyan`, as before 1.1, got 'pink'";
    assert_eq!(written("pink", &[]), Err(format!("Tag.colour: {values}")));
    assert_eq!(written("red", &["red", "pink"]), Err(format!("Tag.colours[1]: {values}")));
}
