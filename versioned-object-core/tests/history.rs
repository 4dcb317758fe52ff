//! The declared history of an object: its older versions, written and read.

#![allow(clippy::unwrap_used, reason = "an error fails the test")]

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
fn a_removed_field_is_in_no_table_of_the_present() {
    let mut timer = timer();
    let descriptor = Timer::descriptor();
    assert!(descriptor.fields().all(|field| field.name != "loud"));
    assert!(descriptor.all_fields().any(|field| field.name == "loud"));
    assert!(!timer.to_json().unwrap().contains("loud"));
    assert!(timer.loud().unwrap());
    timer = Timer::new(&Context::admin());
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
