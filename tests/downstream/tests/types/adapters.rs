//! Types that are not one's own.

use std::net::SocketAddr;

use pollster::block_on;
use serde::{Deserialize, Serialize};
use serde_json::json;
use versioned_object_core::fields::{Described, JsonOf, Text};
use versioned_object_core::prelude::*;
use versioned_object_core::store::Sqlite;
use versioned_object_core::testing::{Sample, Samples};
use versioned_object_core::{TypeDescriptor, schema};

/// Says what a socket address is.
pub struct Address;

impl Described for Address {
    const TYPE: &'static TypeDescriptor = &TypeDescriptor::text("String")
        .detail("socket")
        .pattern("^.+:[0-9]{1,5}$")
        .sql_type("VARCHAR(64)")
        .samples(&[r#""127.0.0.1:80""#, r#""[::1]:8776""#]);
}

/// Somebody else's struct.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Geometry {
    heads: u8,
    name: Option<String>,
}

/// Says what it is.
pub struct Shape;

impl Described for Shape {
    const TYPE: &'static TypeDescriptor =
        &TypeDescriptor::json("FieldType").samples(&[r#"{"heads": 1, "name": null}"#]);
}

/// A newtype that serde writes as a number.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cylinders(u16);

/// Says that it is one.
pub struct Number;

impl Described for Number {
    const TYPE: &'static TypeDescriptor =
        &TypeDescriptor::integer("NonNegativeInteger").detail("u16").at_least(0).at_most(65_535);
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "disks")]
pub struct Disk {
    id: Attr<i64>,
    address: Attr<Text<SocketAddr, Address>>,
    other: Attr<Option<Text<SocketAddr>>>,
    geometry: Attr<JsonOf<Geometry, Shape>>,
    cylinders: Attr<Option<JsonOf<Cylinders, Number>>>,
    peers: Attr<Vec<Text<SocketAddr, Address>>>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Peer {
    id: Attr<i64>,
    address: Attr<String>,
    other: Attr<Option<String>>,
    geometry: Attr<versioned_object_core::fields::Json>,
    cylinders: Attr<Option<u64>>,
    peers: Attr<Vec<String>>,
    meta: ObjectMeta,
}

fn disk() -> Disk {
    let (one, other) = (SocketAddr::from(([127, 0, 0, 1], 80)), "[::1]:1".parse::<SocketAddr>().unwrap());
    let geometry = Geometry { heads: 16, name: Some("é".to_owned()) };
    let disk = Disk::builder().address(one).other(other).geometry(geometry).cylinders(Cylinders(7));
    disk.peers([one, other]).build_orphan().unwrap()
}

const WRITTEN: &str = concat!(
    r#"{"address":"127.0.0.1:80","other":"[::1]:1","geometry":{"heads":16,"name":"é"},"cylinders":7,"#,
    r#""peers":["127.0.0.1:80","[::1]:1"]}"#,
);

#[test]
fn they_are_written_and_read_and_look_like_oslo_s_types() {
    let disk = disk();
    assert_eq!(disk.to_json().unwrap(), WRITTEN);
    assert_eq!(Disk::from_json(WRITTEN).unwrap().to_json().unwrap(), WRITTEN);
    assert_eq!(disk.address().unwrap().port(), 80);
    assert_eq!(disk.cylinders().unwrap(), Some(&Cylinders(7)));
    assert_eq!(disk.peers().unwrap()[1].port(), 1);
    assert_eq!(
        disk.to_string(),
        "Disk(address='127.0.0.1:80',cylinders=7,geometry={heads=16,name='é'},id=<?>,other='[::1]:1',\
         peers=['127.0.0.1:80','[::1]:1'])"
    );
    assert_eq!(Disk::descriptor().compute_fingerprint(), Peer::descriptor().compute_fingerprint());
}

#[test]
fn errors_have_the_path_and_the_words_of_the_type() {
    for (field, value, words) in [
        ("address", json!("x"), "expected text that can be read, got \"x\": invalid socket address syntax"),
        ("address", json!(80), "expected text that can be read, got 80"),
        ("geometry", json!({"heads": 1000}), "expected JSON that can be read, got a map: "),
        ("geometry", json!([]), "expected JSON that can be read, got a list: "),
        ("cylinders", json!(65_536), "expected JSON that can be read, got 65536: "),
        (
            "peers",
            json!(["[::1]:1", "y"]),
            "expected text that can be read, got \"y\": invalid socket address syntax",
        ),
    ] {
        let at = if field == "peers" { "[1]" } else { "" };
        let text = json!({field: value}).to_string();
        let error = Disk::from_json(&text).unwrap_err().to_string();
        assert!(error.starts_with(&format!("Disk.{field}{at}: {words}")), "{error}");
        let error = disk().set(field, Value::from(value)).unwrap_err().to_string();
        assert!(error.starts_with(&format!("Disk.{field}{at}: {words}")), "{error}");
    }
    // Somebody else's words are bounded, and quote nothing raw.
    let long = "\u{1b}[31m".repeat(10_000);
    let error = Disk::from_json(&json!({"geometry": {"heads": long}}).to_string()).unwrap_err().to_string();
    assert!(error.len() < 300 && !error.contains('\u{1b}'), "{error}");
}

#[test]
fn they_have_form_pattern_and_samples() {
    let schema = schema::json_schema(Disk::descriptor());
    let data = &schema["$defs"]["Disk"]["properties"]["versioned_object.data"]["properties"];
    assert_eq!(data["address"], json!({"type": "string", "pattern": "^.+:[0-9]{1,5}$"}));
    assert_eq!(data["other"], json!({"type": ["string", "null"]}));
    let not_null = json!({"type": ["array", "boolean", "number", "object", "string"]});
    assert_eq!(data["geometry"], not_null);
    assert_eq!(data["cylinders"], json!({"type": ["integer", "null"], "minimum": 0, "maximum": 65_535}));
    let samples = Samples::new().value("Disk", "other", "[::1]:1");
    let full = samples.make(Disk::descriptor(), Sample::Full).unwrap();
    assert_eq!(full.obj_get("address").unwrap(), "[::1]:8776");
    assert_eq!(full.obj_get("cylinders").unwrap(), 42);
}

#[test]
fn they_are_in_columns() {
    block_on(async {
        let store = Sqlite::in_memory().open()?;
        store.create_table::<Disk>().await?;
        let ctx = Context::builder().is_admin(true).store(&store).build();
        let mut disk = disk();
        disk.obj_set_context(Some(&ctx));
        disk.create().await?;
        let mut found = Disk::get_by_id(&ctx, 1).await?;
        assert_eq!(found.geometry()?, disk.geometry()?);
        assert_eq!(found.peers()?, disk.peers()?);
        let address: SocketAddr = "127.0.0.1:80".parse().unwrap();
        assert_eq!(Disk::count(&ctx, &Query::new().filter(Disk::ADDRESS.eq(address))).await?, 1);
        assert_eq!(Disk::count(&ctx, &Query::new().filter(Disk::ADDRESS.like("127%"))).await?, 1);
        assert_eq!(Disk::count(&ctx, &Query::new().filter_by("cylinders", 7)).await?, 1);
        found.set_geometry(Geometry { heads: 1, name: None })?;
        found.save().await?;
        assert_eq!(Disk::get_by_id(&ctx, 1).await?.geometry()?.heads, 1);
        Ok::<(), Error>(())
    })
    .unwrap();
}

/// Maps whose keys are no texts have no form in JSON; null is what an `Option` is for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Odd(Option<std::collections::BTreeMap<(u8, u8), u8>>);

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Oddity {
    odd: Attr<JsonOf<Odd>>,
    meta: ObjectMeta,
}

#[test]
fn what_has_no_form_is_refused() {
    let odd = Odd(Some([((1, 2), 3)].into()));
    let error = Oddity::orphan().set_odd(odd).unwrap_err();
    let words = "Oddity.odd: expected value that JSON has a form for, got another: key must be a string";
    assert_eq!(error.to_string(), words);
    assert!(matches!(Oddity::orphan().set_odd(Odd(None)), Err(Error::NullField { .. })));
}

/// What holds numbers that JSON may have no form for, in each place that serde knows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
enum Reading {
    One(f64),
    Two(f32, Option<f64>),
    Named { by_day: std::collections::BTreeMap<i32, f64>, list: Vec<(u8, f64)> },
    None,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Gauge {
    reading: Attr<JsonOf<Reading>>,
    number: Attr<JsonOf<f64>>,
    readings: Attr<Vec<JsonOf<Reading>>>,
    meta: ObjectMeta,
}

#[test]
fn numbers_that_are_not_finite_are_refused() {
    let named = |by_day, item| Reading::Named {
        by_day: [(1, 0.5), (-2, by_day)].into(),
        list: vec![(1, 1.0), (2, item)],
    };
    for (reading, place, number) in [
        (Reading::One(f64::NAN), "[\"One\"]", "nan"),
        (Reading::Two(f32::NEG_INFINITY, None), "[\"Two\"][0]", "-inf"),
        (Reading::Two(1.0, Some(f64::INFINITY)), "[\"Two\"][1]", "inf"),
        (named(f64::NAN, 1.0), "[\"Named\"][\"by_day\"][\"-2\"]", "nan"),
        (named(1.0, f64::NAN), "[\"Named\"][\"list\"][1][1]", "nan"),
    ] {
        let said = |field: &str| format!("Gauge.{field}{place}: expected finite number, got {number}");
        let error = Gauge::orphan().set_reading(reading.clone()).unwrap_err();
        assert_eq!(error.to_string(), said("reading"));
        let error =
            Gauge::orphan().set_readings(vec![JsonOf::new(Reading::None), JsonOf::new(reading)]).unwrap_err();
        assert_eq!(error.to_string(), said("readings[1]"));
    }
    let error = Gauge::orphan().set_number(f64::NAN).unwrap_err();
    assert_eq!(error.to_string(), "Gauge.number: expected finite number, got nan");
    for reading in [Reading::None, Reading::One(-0.5), Reading::Two(1.5, None), named(1e300, -1.0)] {
        let mut gauge = Gauge::orphan();
        gauge.set_reading(reading.clone()).unwrap();
        let read = Gauge::from_json(&gauge.to_json().unwrap()).unwrap();
        assert_eq!(read.reading().unwrap(), &reading);
    }
}

/// Says that it is a secret.
struct Secret;

impl Described for Secret {
    const TYPE: &'static TypeDescriptor = &TypeDescriptor::text("String").secret();
}

/// A token that begins with `t-`; its error repeats it.
#[derive(Clone, Debug)]
struct Token(String);

impl std::fmt::Display for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::str::FromStr for Token {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text.starts_with("t-") { Ok(Self(text.to_owned())) } else { Err(format!("no token: {text}")) }
    }
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Account {
    token: Attr<Text<Token, Secret>>,
    tokens: Attr<Vec<Text<Token, Secret>>>,
    #[field(sensitive)]
    other: Attr<Option<Text<Token>>>,
    #[field(sensitive)]
    json: Attr<Option<JsonOf<Geometry>>>,
    meta: ObjectMeta,
}

#[test]
fn secrets_are_in_no_message_and_not_printed() {
    for (field, value) in [
        ("token", json!("hunter2")),
        ("tokens", json!(["hunter2"])),
        ("other", json!("hunter2")),
        ("json", json!({"heads": "hunter2"})),
    ] {
        let error = Account::from_json(&json!({field: value}).to_string()).unwrap_err().to_string();
        assert!(error.contains("got ***") && !error.contains("hunter2"), "{error}");
    }
    let token = || Token("t-hunter2".to_owned());
    let account = Account::builder().token(token()).tokens([token()]).other(token()).build_orphan().unwrap();
    let printed = format!("{account} {account:?}");
    assert!(!printed.contains("hunter2"), "{printed}");
    assert!(account.to_json().unwrap().contains("t-hunter2"));
}
