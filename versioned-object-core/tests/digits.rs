//! Integers beyond 64 bits: whole where a text of JSON is read here, and the nearest float where serde stands between. What
//! Python makes of them, the vectors of `tests/conformance` say; the numbers here are those of `json.loads` and `str`.

#![allow(clippy::unwrap_used, reason = "an error fails the test")]

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::json;
use versioned_object_core::fields::{Json, SensitiveString, UnknownFields};
use versioned_object_core::prelude::*;
use versioned_object_core::serializer::Serializer;
use versioned_object_core::wire::Reader;
use versioned_object_core::{Digits, Registry};

/// 10 to the 30th.
const LARGE: &str = "1000000000000000000000000000000";

fn short(text: &str) -> Result<(), String> {
    if text.len() < 20 { Ok(()) } else { Err("expected a short text".to_owned()) }
}

/// A sheet of paper.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Sheet {
    title: Attr<Option<String>>,
    secret: Attr<Option<SensitiveString>>,
    path: Attr<Option<PathBuf>>,
    shared: Attr<Option<Arc<str>>>,
    lines: Attr<Option<Vec<String>>>,
    labels: Attr<Option<BTreeMap<String, String>>>,
    address: Attr<Option<IpAddr>>,
    any: Attr<Option<Json>>,
    plain: Attr<Option<serde_json::Value>>,
    count: Attr<Option<i64>>,
    weight: Attr<Option<f64>>,
    signed: Attr<Option<bool>>,
    #[field(validate = short)]
    mark: Attr<Option<String>>,
    behind: Attr<Option<Box<Sheet>>>,
    meta: ObjectMeta,
}

fn envelope(data: &str) -> String {
    format!(
        r#"{{"versioned_object.name": "Sheet", "versioned_object.namespace": "versionedobjects",
            "versioned_object.version": "1.0", "versioned_object.data": {data}}}"#
    )
}

fn read(data: &str) -> Result<Sheet> {
    wire::from_str(&envelope(data))
}

#[test]
fn a_text_has_the_digits_of_a_number() {
    for number in [LARGE, "-1000000000000000000000000000000", "18446744073709551616", "-9223372036854775809"]
    {
        let sheet = read(&format!(
            r#"{{"title": {number}, "secret": {number}, "path": {number}, "shared": {number}, "lines": ["a", {number}],
                "labels": {{"a": {number}}}, "any": {{"a": [{number}]}}, "signed": {number}}}"#
        ));
        let sheet = sheet.unwrap();
        assert_eq!(sheet.title().unwrap(), Some(number));
        assert_eq!(sheet.secret().unwrap().unwrap().expose(), number);
        assert_eq!(sheet.path().unwrap(), Some(Path::new(number)));
        assert_eq!(sheet.shared().unwrap(), Some(number));
        assert_eq!(sheet.lines().unwrap().unwrap()[1], number);
        assert_eq!(sheet.labels().unwrap().unwrap()["a"], number);
        assert_eq!(sheet.signed().unwrap(), Some(true));
        let written = wire::to_string(&sheet).unwrap();
        assert!(written.contains(&format!(r#""any":{{"a":[{number}]}}"#)), "{written}");
        assert_eq!(wire::to_string(&wire::from_str::<Sheet>(&written).unwrap()).unwrap(), written);
        let fields: Sheet = wire::from_json(&format!(r#"{{"title": {number}}}"#)).unwrap();
        assert_eq!(fields.title().unwrap(), Some(number));
    }
}

#[test]
fn as_many_digits_are_taken_as_python_reads() {
    let long = "7".repeat(4300);
    for number in [long.clone(), format!("-{long}")] {
        assert_eq!(read(&format!(r#"{{"title": {number}}}"#)).unwrap().title().unwrap(), Some(&*number));
        let error = read(&format!(r#"{{"title": {number}7}}"#)).unwrap_err().to_string();
        assert!(error.starts_with("Sheet.title: not JSON: number out of range at line 2 column "), "{error}");
    }
    // Nothing but an integer is taken so.
    for number in ["01000000000000000000000000000000", "-", "10000000000000000000000000000.", "+1"] {
        assert!(matches!(read(&format!(r#"{{"title": {number}}}"#)), Err(Error::Json { .. })), "{number}");
    }
    assert_eq!(read(r#"{"title": 1e30}"#).unwrap().title().unwrap(), Some("1e+30"));
}

#[test]
fn other_types_take_what_they_hold() {
    let last = "340282366920938463463374607431768211455";
    let sheet = read(&format!(r#"{{"address": {last}, "weight": {LARGE}, "plain": {LARGE}}}"#)).unwrap();
    assert_eq!(sheet.address().unwrap(), Some("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff".parse().unwrap()));
    assert_eq!(sheet.weight().unwrap(), Some(1e30));
    assert_eq!(sheet.plain().unwrap(), Some(&json!(1e30)));
    let long = "7".repeat(400);
    for (field, number, message) in [
        ("address", "340282366920938463463374607431768211456", "expected IP address, got 3402"),
        ("address", "-340282366920938463463374607431768211455", "expected IP address, got -3402"),
        ("count", LARGE, "expected integer below 2^63, got 1000000000000000000000000000000"),
        ("count", &format!("-{long}"), "expected integer from -2^63 on, got -7777"),
        ("weight", &long, "expected finite number, got 7777"),
        ("plain", &long, "expected finite number, got inf"),
    ] {
        let error = read(&format!(r#"{{"{field}": {number}}}"#)).unwrap_err().to_string();
        assert!(error.starts_with(&format!("Sheet.{field}: {message}")), "{error}");
    }
}

/// A count of bytes.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Bytes {
    all: Attr<Option<u64>>,
    some: Attr<Option<i64>>,
    few: Attr<Option<u32>>,
    meta: ObjectMeta,
}

#[test]
fn a_whole_float_is_an_integer_of_what_holds_it() {
    let read = |field: &str, number: &str| Bytes::from_json(&format!(r#"{{"{field}": {number}}}"#));
    for (number, whole) in [
        ("1e19", 10_000_000_000_000_000_000),
        ("9223372036854775808.0", 1 << 63),
        ("18446744073709549568.0", u64::MAX - 2047),
        ("1.5", 1),
    ] {
        assert_eq!(read("all", number).unwrap().all().unwrap(), Some(whole), "{number}");
    }
    for (field, number, message) in [
        ("all", "18446744073709551616.0", "expected integer from 0 to 2^64 - 1, got 1"),
        ("all", "-1e19", "expected integer from 0 to 2^64 - 1, got -1"),
        ("some", "1e19", "expected integer below 2^63, got 1"),
        ("few", "1e19", "expected integer from 0 to 4294967295, got 1"),
    ] {
        let error = read(field, number).unwrap_err().to_string();
        assert!(error.starts_with(&format!("Bytes.{field}: {message}")), "{error}");
    }
    // Through serde, an integer below all of them is the nearest float, which stands for others.
    let below: Value = serde_json::from_str("-9223372036854775809").unwrap();
    assert!(Bytes::orphan().set("some", below).is_err());
}

#[test]
fn what_is_refused_is_not_taken_as_a_float() {
    // `1e+30` is short.
    let error = read(&format!(r#"{{"mark": {LARGE}}}"#)).unwrap_err();
    assert_eq!(error.to_string(), "Sheet.mark: expected a short text");
    assert_eq!(read(r#"{"mark": 1e30}"#).unwrap().mark().unwrap(), Some("1e+30"));
    // A mistake elsewhere has its own words, whatever stands before it.
    let long = "7".repeat(400);
    let error = read(&format!(r#"{{"title": {long}, "lines": [1, []]}}"#)).unwrap_err();
    assert_eq!(error.to_string(), "Sheet.lines[1]: expected text, got a list");
    let error =
        read(&format!(r#"{{"title": {long}, "any": {{"a": -{long}, "b": "{long}", "a": 1}}}}"#)).unwrap_err();
    assert_eq!(error.to_string(), "Sheet.any: duplicate key `a`");
    let error = read(&format!("{{\"title\": {long},\n \"any\": [\"\\\"{long}\", -{long}x]}}")).unwrap_err();
    assert_eq!(error.to_string(), "Sheet.any[2]: not JSON: expected `,` or `]` at line 3 column 817");
    let all = r#"{"title": "a", "count": "x", "weight": "y", "mark": MARK}"#.replace("MARK", LARGE);
    let mut registry = Registry::new();
    registry.register::<Sheet>().unwrap();
    let errors = Reader::new().registry(&registry).all_errors(&envelope(&all));
    let errors: Vec<_> = errors.iter().map(ToString::to_string).collect();
    assert_eq!(
        errors,
        [
            r#"Sheet.count: expected integer, got "x""#,
            r#"Sheet.weight: expected finite number, got "y""#,
            "Sheet.mark: expected a short text",
        ]
    );
}

#[test]
fn data_in_front_of_its_header_is_as_whole() {
    // Deeper than is gone past at first.
    let mut data = format!(r#"{{"title": {LARGE}}}"#);
    for _ in 0..6 {
        data = format!(
            r#"{{"behind": {{"versioned_object.data": {data}, "versioned_object.name": "Sheet",
                "versioned_object.namespace": "versionedobjects", "versioned_object.version": "1.0"}}}}"#
        );
    }
    let read = read(&data).unwrap();
    let mut sheet = &read;
    while let Some(behind) =
        sheet.obj_attr_is_set("behind").unwrap().then(|| sheet.behind().unwrap()).flatten()
    {
        sheet = behind;
    }
    assert_eq!(sheet.title().unwrap(), Some(LARGE));
}

#[test]
fn a_field_that_is_kept_is_forwarded_whole() {
    let text = envelope(&format!(r#"{{"colour": {{"hue": [{LARGE}]}}}}"#));
    let sheet: Sheet = Reader::new().unknown_fields(UnknownFields::Keep).read(&text).unwrap();
    assert!(wire::to_string(&sheet).unwrap().contains(&format!(r#"{{"hue":[{LARGE}]}}"#)));
    let mut registry = Registry::new();
    registry.register::<Sheet>().unwrap();
    let message = Serializer::new(registry).serialize_entity(sheet.obj_clone_box()).unwrap();
    let hue = message.get("versioned_object.data").unwrap().get("colour").unwrap().get("hue").unwrap();
    assert_eq!(hue.as_list().unwrap(), [Value::Digits(LARGE.parse().unwrap())]);
}

#[test]
fn a_value_has_the_digits_too() {
    let number = 10_u128.pow(30);
    let mut sheet = Sheet::new(&Context::admin());
    sheet.obj_set("title", Value::from(number)).unwrap();
    assert_eq!(sheet.title().unwrap(), Some(LARGE));
    sheet.obj_set("address", Value::from(u128::MAX)).unwrap();
    assert_eq!(sheet.address().unwrap().unwrap().to_string(), "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff");
    assert!(sheet.obj_set("count", Value::from(i128::MIN)).is_err());
    assert_eq!(Value::from(i128::from(i64::MIN)), Value::Int(i64::MIN));
    assert_eq!(Value::from(i128::from(u64::MAX)), Value::UInt(u64::MAX));
    assert_eq!(Value::from(u128::from(u64::MAX)), Value::UInt(u64::MAX));
    assert_eq!(Value::from(i128::MIN), Value::Digits(i128::MIN.to_string().parse().unwrap()));
    assert_eq!(Value::from(number).to_string(), LARGE);
    assert_ne!(Value::from(number), Value::from(number + 1));
}

#[test]
fn through_serde_a_number_is_the_nearest_float() {
    let text = envelope(&format!(r#"{{"title": {LARGE}}}"#));
    let sheet: Sheet = serde_json::from_str(&text).unwrap();
    assert_eq!(sheet.title().unwrap(), Some("1e+30"));
    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    let sheet: Sheet = Reader::new().read_value(json).unwrap();
    assert_eq!(sheet.title().unwrap(), Some("1e+30"));
    let value: Value = serde_json::from_str(LARGE).unwrap();
    assert_eq!(value, Value::Float(1e30));
    // And what is no integer to serde, or nothing at all.
    let sheet: Sheet = serde_json::from_str(&envelope(r#"{"title": -0}"#)).unwrap();
    assert_eq!(
        (sheet.title().unwrap(), serde_json::from_str("-0").ok()),
        (Some("-0.0"), Some(Value::Float(-0.0)))
    );
    let beyond = "7".repeat(400);
    assert!(serde_json::from_str::<Sheet>(&envelope(&format!(r#"{{"title": {beyond}}}"#))).is_err());
    assert!(serde_json::from_str::<Value>(&beyond).is_err());

    // A value is written as it is, or not at all.
    let number = Value::from(10_u128.pow(30));
    assert_eq!(serde_json::to_string(&number).unwrap(), LARGE);
    assert_eq!(serde_json::Value::try_from(number).unwrap(), json!(1e30));
    let beyond = Value::Digits(u128::MAX.to_string().replace("455", "456").parse().unwrap());
    let error = serde_json::to_string(&beyond).unwrap_err().to_string();
    assert_eq!(error, "serde has no integer as large as 340282366920938463463374607431768211456");
    let large: Digits = "7".repeat(400).parse().unwrap();
    assert!(serde_json::Value::try_from(Value::Digits(large)).is_err());
}

/// Numbers with a fraction or an exponent that no float is near to.
const BEYOND: [&str; 5] = ["1e400", "-1E+309", "0.1e999999999999", "-12.50e00310", "LONG.5"];

fn beyond() -> impl Iterator<Item = String> {
    BEYOND.iter().map(|number| number.replace("LONG", &"7".repeat(400)))
}

#[test]
fn a_number_that_is_beyond_all_is_passed_over_where_nobody_asks() {
    for number in beyond() {
        let text =
            format!(r#"{{"title": "a", "nobody": {number}, "other": [{{"a": {number}}}], "count": 1}}"#);
        assert_eq!(read(&text).unwrap().count().unwrap(), Some(1), "{number}");
        // Where something else is wrong, that is told.
        let error = read(&format!(r#"{{"nobody": {number}, "count": "x"}}"#)).unwrap_err().to_string();
        assert_eq!(error, "Sheet.count: expected integer, got \"x\"");
        let error = read(&format!(r#"{{"nobody": {number}, "count": 1,}}"#)).unwrap_err().to_string();
        assert!(error.contains("trailing comma"), "{error}");
        // A text has what Python prints, and what takes finite numbers says so.
        let infinite = if number.starts_with('-') { "-inf" } else { "inf" };
        assert_eq!(read(&format!(r#"{{"title": {number}}}"#)).unwrap().title().unwrap(), Some(infinite));
        for (field, value, place) in [
            ("weight", number.clone(), "weight"),
            ("any", number.clone(), "any"),
            ("any", format!(r#"{{"a": [1, {number}]}}"#), "any[\"a\"][1]"),
            ("plain", number.clone(), "plain"),
            ("plain", format!("[[{number}]]"), "plain[0][0]"),
        ] {
            let error = read(&format!(r#"{{"{field}": {value}}}"#)).unwrap_err().to_string();
            assert_eq!(error, format!("Sheet.{place}: expected finite number, got {infinite}"), "{number}");
        }
        assert!(wire::Limits::default().read_json(&number).is_err(), "{number}");
    }
    for number in ["1e", "1e+", ".5e400", "1.e400", "01e400", "--1e400", "1e4.0", "e400", "1e40 0"] {
        assert!(matches!(read(&format!(r#"{{"nobody": {number}}}"#)), Err(Error::Json { .. })), "{number}");
    }
}

#[test]
fn zero_is_an_integer_with_a_sign_too() {
    for (number, text, json) in [("-0", "0", "0"), ("-0.0", "-0.0", "-0.0"), ("-0e0", "-0.0", "-0.0")] {
        let sheet = read(&format!(r#"{{"title": {number}, "any": {{"a": [{number}]}}, "count": {number}}}"#))
            .unwrap();
        assert_eq!(sheet.title().unwrap(), Some(text), "{number}");
        assert_eq!(sheet.count().unwrap(), Some(0), "{number}");
        let written = wire::to_string(&sheet).unwrap();
        assert!(written.contains(&format!(r#""any":{{"a":[{json}]}}"#)), "{written}");
        let address = read(&format!(r#"{{"address": {number}}}"#));
        assert_eq!(
            address.map(|sheet| sheet.address().unwrap().unwrap().to_string()).ok().as_deref(),
            match number {
                "-0" => Some("0.0.0.0"),
                _ => None,
            }
        );
        // A mistake elsewhere is what is told.
        let error = read(&format!(r#"{{"address": {number}, "count": "x"}}"#)).unwrap_err().to_string();
        assert_eq!(error.starts_with("Sheet.count: "), number == "-0", "{error}");
    }
    assert_eq!(wire::Limits::default().read_json("[-0]").unwrap(), Value::List(vec![Value::Int(0)]));
}
