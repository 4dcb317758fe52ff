//! Every field type: any value it can have is set, written, read back and set again, and is the same.
//!
//! A few hundred values of each, in some seconds; `PROPTEST_CASES` asks for more.

#![allow(clippy::unwrap_used, reason = "an error fails the test")]

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use chrono::{FixedOffset, NaiveDateTime, TimeDelta, TimeZone};
use proptest::collection::{btree_map, btree_set, hash_map, hash_set, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::TestRunner;
use serde_json::{Value as JsonValue, json};
use versioned_object_core::Registry;
use versioned_object_core::fields::ipnet::{IpNet, Ipv4Net, Ipv6Net};
use versioned_object_core::fields::{
    AnyOf, Bounded, FlexibleBoolean, Ipv4AndV6Addr, Json, JsonOf, MacAddress, NonNegativeFloat, PciAddress,
    SensitiveString, Text, VersionPredicate,
};
use versioned_object_core::prelude::*;
use versioned_object_core::wire::Reader;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, EnumField)]
enum Colour {
    Red,
    #[enum_field(rename = "light-green")]
    Green,
    #[enum_field(rename = "Bleu ciel, très")]
    Blue,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
enum State {
    #[enum_field(to(Busy))]
    Idle,
    #[enum_field(to(Idle))]
    Busy,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", comparable)]
struct Leaf {
    id: Attr<i64>,
    name: Attr<Option<String>>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(extends = Leaf)]
struct Petal {
    size: Attr<f64>,
    base: Leaf,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Plant {
    text: Attr<Option<String>>,
    secret: Attr<Option<SensitiveString>>,
    predicate: Attr<Option<VersionPredicate>>,
    colour: Attr<Option<Colour>>,
    state: Attr<Option<State>>,
    uuid: Attr<Option<Uuid>>,
    mac: Attr<Option<MacAddress>>,
    pci: Attr<Option<PciAddress>>,
    int: Attr<Option<i64>>,
    uint: Attr<Option<u64>>,
    float: Attr<Option<f64>>,
    positive: Attr<Option<NonNegativeFloat>>,
    truth: Attr<Option<bool>>,
    flexible: Attr<Option<FlexibleBoolean>>,
    utc: Attr<Option<DateTime<Utc>>>,
    fixed: Attr<Option<DateTime<FixedOffset>>>,
    naive: Attr<Option<NaiveDateTime>>,
    ip: Attr<Option<IpAddr>>,
    ipv4: Attr<Option<Ipv4Addr>>,
    ipv6: Attr<Option<Ipv6Addr>>,
    either: Attr<Option<Ipv4AndV6Addr>>,
    net: Attr<Option<IpNet>>,
    net4: Attr<Option<Ipv4Net>>,
    net6: Attr<Option<Ipv6Net>>,
    list: Attr<Vec<Option<i64>>>,
    lists: Attr<Vec<Vec<Vec<Option<f64>>>>>,
    colours: Attr<Vec<Colour>>,
    words: Attr<BTreeSet<String>>,
    numbers: Attr<BTreeSet<NonNegativeFloat>>,
    dict: Attr<BTreeMap<String, Option<String>>>,
    proxy: Attr<BTreeMap<i64, BTreeSet<Colour>>>,
    by_uuid: Attr<BTreeMap<Uuid, DateTime<Utc>>>,
    any: Attr<Json>,
    leaf: Attr<Option<Box<Leaf>>>,
    leaves: Attr<Vec<Leaf>>,
    subclass: Attr<AnyOf<Leaf>>,
    #[field(object = "Petal")]
    late: Attr<Box<dyn DynObject>>,
    byte: Attr<Option<u8>>,
    port: Attr<Option<u16>>,
    long: Attr<Option<u32>>,
    signed_byte: Attr<Option<i8>>,
    short: Attr<Option<i16>>,
    signed_long: Attr<Option<i32>>,
    ratio: Attr<Option<f32>>,
    bounded: Attr<Option<Bounded<-5, 500>>>,
    span: Attr<Option<Duration>>,
    clock: Attr<Option<SystemTime>>,
    path: Attr<Option<PathBuf>>,
    shared: Attr<Option<Arc<str>>>,
    labels: Attr<HashMap<String, u16>>,
    by_colour: Attr<BTreeMap<Colour, i64>>,
    zones: Attr<HashSet<String>>,
    plain: Attr<serde_json::Value>,
    socket: Attr<Option<Text<SocketAddr>>>,
    shape: Attr<Option<JsonOf<BTreeMap<String, u8>>>>,
    meta: ObjectMeta,
}

fn registry() -> Registry {
    let mut registry = Registry::new();
    registry.register::<Leaf>().unwrap().register::<Petal>().unwrap().register::<Plant>().unwrap();
    registry
}

/// The object has one field set. Through envelope, value, fields alone and dict access it stays the same, and the
/// field is written as `primitive`, where that is known from elsewhere.
fn stays(plant: &Plant, field: &str, primitive: Option<JsonValue>) {
    let registry = registry();
    let reader = Reader::new().registry(&registry);
    let text = wire::to_string(plant).unwrap();
    let json: JsonValue = serde_json::from_str(&text).unwrap();
    if let Some(primitive) = primitive {
        assert_eq!(json["versioned_object.data"][field], primitive);
    }
    assert_eq!(json["versioned_object.changes"], json!([field]));
    let same = |again: &Plant| {
        assert_eq!(wire::to_string(again).unwrap(), text);
        assert_eq!(again.get(field).unwrap(), reader.read::<Plant>(&text).unwrap().get(field).unwrap());
        assert_eq!(again.to_string(), plant.to_string());
    };
    same(&reader.read(&text).unwrap());
    same(&reader.read_value(json).unwrap());
    same(&reader.read_value(serde_json::from_str::<Value>(&text).unwrap()).unwrap());
    same(&plant.clone());
    let mut again = Plant::new(&Context::admin());
    again.set(field, plant.get(field).unwrap()).unwrap();
    same(&again);
    assert!(again.obj_diff(plant).is_empty());
    let fields = plant.to_json().unwrap();
    // Without an envelope, an object is of the type that the field says.
    if !matches!(field, "subclass" | "late") {
        same(&Plant::from_json(&fields).unwrap());
        assert_eq!(Plant::from_json(&fields).unwrap().to_json().unwrap(), fields);
    }
}

/// One test for a field: what it may be set to, and how that is written.
macro_rules! fields {
    ($($field:ident, $set:ident: $values:expr, |$value:ident| $primitive:expr;)*) => {mod round_trip {$(
        #[test]
        fn $field() {
            use super::*;

            let mut runner = TestRunner::new(ProptestConfig {
                cases: std::env::var("PROPTEST_CASES").map_or(200, |cases| cases.parse().unwrap()),
                failure_persistence: None,
                ..ProptestConfig::default()
            });
            let run = runner.run(&$values, |value| {
                let $value = &value;
                let primitive: Option<JsonValue> = $primitive;
                let mut plant = Plant::new(&Context::admin());
                plant.$set(value).unwrap();
                stays(&plant, stringify!($field), primitive);
                Ok(())
            });
            run.unwrap_or_else(|error| panic!("{error}"));
        }
    )*}};
}

fields! {
    text, set_text: any::<String>(), |value| Some(json!(value));
    secret, set_secret: any::<String>().prop_map(SensitiveString::from), |value| Some(json!(value.expose()));
    predicate, set_predicate: predicates(), |value| Some(json!(value.as_str()));
    colour, set_colour: colour_values(), |value| Some(json!(value.text()));
    state, set_state: select(vec![State::Idle, State::Busy]), |value| Some(json!(value.text()));
    uuid, set_uuid: uuids(), |value| Some(json!(value.hyphenated().to_string()));
    mac, set_mac: any::<[u8; 6]>().prop_map(MacAddress::new), |value| {
        let octets: Vec<_> = value.octets().iter().map(|octet| format!("{octet:02x}")).collect();
        Some(json!(octets.join(":")))
    };
    pci, set_pci: (any::<u16>(), any::<u8>(), 0..32_u8, 0..8_u8)
        .prop_map(|(domain, bus, device, function)| PciAddress::new(domain, bus, device, function).unwrap()),
        |value| Some(json!(format!(
            "{:04x}:{:02x}:{:02x}.{}", value.domain(), value.bus(), value.device(), value.function()
        )));
    int, set_int: any::<i64>(), |value| Some(json!(value));
    uint, set_uint: any::<u64>(), |value| Some(json!(value));
    float, set_float: floats(), |value| Some(json!(value));
    positive, set_positive: floats().prop_map(f64::abs), |value| Some(json!(value));
    truth, set_truth: any::<bool>(), |value| Some(json!(value));
    flexible, set_flexible: any::<bool>(), |value| Some(json!(value));
    utc, set_utc: naive_moments().prop_map(|moment| moment.and_utc()), |value| Some(seconds(value.naive_utc()));
    fixed, set_fixed: moments(), |value| {
        let text = value.format("%Y-%m-%dT%H:%M:%S%:z").to_string();
        Some(json!(text.replace("+00:00", "Z")))
    };
    naive, set_naive: naive_moments(), |value| Some(seconds(*value));
    ip, set_ip: any::<IpAddr>(), |value| std_text(*value);
    ipv4, set_ipv4: any::<Ipv4Addr>(), |value| Some(json!(value.to_string()));
    ipv6, set_ipv6: any::<Ipv6Addr>(), |value| std_text((*value).into());
    either, set_either: any::<IpAddr>().prop_map(Ipv4AndV6Addr), |value| std_text(value.0);
    net, set_net: prop_oneof![networks4().prop_map(IpNet::V4), networks6().prop_map(IpNet::V6)],
        |value| std_text(value.addr()).map(|_| json!(value.to_string()));
    net4, set_net4: networks4(), |value| Some(json!(value.to_string()));
    net6, set_net6: networks6(), |value| std_text(value.addr().into()).map(|_| json!(value.to_string()));
    list, set_list: vec(any::<Option<i64>>(), 0..8), |value| Some(json!(value));
    lists, set_lists: vec(vec(vec(option::of(floats()), 0..3), 0..3), 0..3),
        |value| Some(json!(value));
    colours, set_colours: vec(colour_values(), 0..5),
        |value| Some(value.iter().map(|colour| colour.text()).collect());
    words, set_words: btree_set(any::<String>(), 0..6), |value| Some(json!(value));
    numbers, set_numbers: btree_set(floats().prop_map(|number| NonNegativeFloat::new(number.abs()).unwrap()), 0..6),
        |value| Some(value.iter().map(|number| number.get()).collect());
    dict, set_dict: btree_map(any::<String>(), option::of(any::<String>()), 0..6), |value| Some(json!(value));
    proxy, set_proxy: btree_map(any::<i64>(), btree_set(colour_values(), 0..3), 0..4), |value| {
        let texts = |colours: &BTreeSet<Colour>| colours.iter().map(|colour| colour.text()).collect::<JsonValue>();
        Some(value.iter().map(|(key, colours)| (key.to_string(), texts(colours))).collect())
    };
    by_uuid, set_by_uuid: btree_map(uuids(), naive_moments().prop_map(|moment| moment.and_utc()), 0..4),
        |value| Some(value.iter().map(|(key, moment)| (key.to_string(), seconds(moment.naive_utc()))).collect());
    any, set_any: json_values().prop_filter("null is for options", |value| !value.is_null()).prop_map(Json::from), |value| Some(JsonValue::try_from(value.as_value().clone()).unwrap());
    leaf, set_leaf: leaf_values(), |_value| None;
    leaves, set_leaves: vec(leaf_values(), 0..4), |_value| None;
    subclass, set_subclass: prop_oneof![
        leaf_values().prop_map(AnyOf::from),
        petals().prop_map(|petal| AnyOf::new(petal).unwrap())
    ], |_value| None;
    late, set_late: petals().prop_map(|petal| Box::new(petal) as Box<dyn DynObject>), |_value| None;
    byte, set_byte: any::<u8>(), |value| Some(json!(value));
    port, set_port: any::<u16>(), |value| Some(json!(value));
    long, set_long: any::<u32>(), |value| Some(json!(value));
    signed_byte, set_signed_byte: any::<i8>(), |value| Some(json!(value));
    short, set_short: any::<i16>(), |value| Some(json!(value));
    signed_long, set_signed_long: any::<i32>(), |value| Some(json!(value));
    ratio, set_ratio: any::<f32>().prop_filter("JSON has no others", |number| number.is_finite()),
        |value| Some(serde_json::from_str(&serde_json::to_string(value).unwrap()).unwrap());
    bounded, set_bounded: -5..=500_i64, |value| Some(json!(value));
    span, set_span: (0..1_u64 << 53, 0..1_000_000_000_u32).prop_map(|(seconds, nanos)| {
        // As many digits as an `f64` has.
        Duration::new(seconds, if seconds < 1 << 22 { nanos } else { 0 })
    }), |value| Some(json!(value.as_secs_f64()));
    clock, set_clock: naive_moments().prop_map(|moment| SystemTime::from(moment.and_utc())),
        |value| Some(seconds(DateTime::<Utc>::from(*value).naive_utc()));
    path, set_path: any::<String>().prop_map(PathBuf::from), |value| Some(json!(value.to_str()));
    shared, set_shared: any::<String>().prop_map(Arc::<str>::from), |value| Some(json!(value.as_ref()));
    labels, set_labels: hash_map(any::<String>(), any::<u16>(), 0..6), |value| Some(json!(value));
    by_colour, set_by_colour: btree_map(colour_values(), any::<i64>(), 0..3),
        |value| Some(value.iter().map(|(colour, number)| (colour.text().to_owned(), json!(number))).collect());
    zones, set_zones: hash_set(any::<String>(), 0..6),
        |value| Some(json!(value.iter().collect::<BTreeSet<_>>()));
    plain, set_plain: json_values().prop_filter("null is for options", |value| !value.is_null())
        .prop_map(|value| JsonValue::try_from(value).unwrap()), |value| Some(value.clone());
    socket, set_socket: (any::<IpAddr>(), any::<u16>()).prop_map(SocketAddr::from),
        |value| Some(json!(value.to_string()));
    shape, set_shape: btree_map(any::<String>(), any::<u8>(), 0..4), |value| Some(json!(value));
}

fn predicates() -> impl Strategy<Value = VersionPredicate> {
    let condition = r" {0,2}(<=|>=|<|>|!=|==) {0,2}v?([0-9]!)?[0-9]{1,3}(\.[0-9]{1,3}){0,3}((a|b|rc)[0-9])?(\.post[0-9])?";
    vec(condition, 1..4).prop_map(|conditions| VersionPredicate::new(conditions.join(",")).unwrap())
}

fn colour_values() -> impl Strategy<Value = Colour> {
    select(vec![Colour::Red, Colour::Green, Colour::Blue])
}

fn uuids() -> impl Strategy<Value = Uuid> {
    any::<u128>().prop_map(Uuid::from_u128)
}

fn floats() -> impl Strategy<Value = f64> {
    use proptest::num::f64::{NEGATIVE, NORMAL, POSITIVE, SUBNORMAL, ZERO};
    POSITIVE | NEGATIVE | NORMAL | SUBNORMAL | ZERO
}

/// Moments of the years 1 to 9999, in whole seconds: fractions are not written.
fn naive_moments() -> impl Strategy<Value = NaiveDateTime> {
    (-62_135_596_800..=253_402_300_799_i64)
        .prop_map(|seconds| DateTime::from_timestamp(seconds, 0).unwrap().naive_utc())
}

/// The same, in places up to a day from UTC.
fn moments() -> impl Strategy<Value = DateTime<FixedOffset>> {
    (naive_moments(), -1_439..1_440_i32).prop_map(|(local, minutes)| {
        FixedOffset::east_opt(minutes * 60).unwrap().from_local_datetime(&local).unwrap()
    })
}

fn seconds(moment: NaiveDateTime) -> JsonValue {
    json!(moment.format("%Y-%m-%dT%H:%M:%SZ").to_string())
}

/// The text of an address, where std and Python agree on it.
fn std_text(address: IpAddr) -> Option<JsonValue> {
    let mixed = matches!(address, IpAddr::V6(address) if address.segments()[..6] == [0; 6]);
    (!mixed).then(|| json!(address.to_string()))
}

fn networks4() -> impl Strategy<Value = Ipv4Net> {
    (any::<Ipv4Addr>(), 0..=32_u8).prop_map(|(address, prefix)| Ipv4Net::new(address, prefix).unwrap())
}

fn networks6() -> impl Strategy<Value = Ipv6Net> {
    (any::<Ipv6Addr>(), 0..=128_u8).prop_map(|(address, prefix)| Ipv6Net::new(address, prefix).unwrap())
}

fn json_values() -> impl Strategy<Value = Value> {
    let scalar = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        floats().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    scalar.prop_recursive(5, 40, 5, |inner| {
        let entries = btree_map(any::<String>(), inner.clone(), 0..5);
        prop_oneof![
            vec(inner, 0..5).prop_map(Value::List),
            entries.prop_map(|entries| Value::Map(entries.into_iter().collect())),
        ]
    })
}

fn leaf_values() -> impl Strategy<Value = Leaf> {
    (any::<i64>(), any::<Option<String>>()).prop_map(|(id, name)| {
        let mut leaf = Leaf::new(&Context::admin());
        leaf.set_id(id).unwrap();
        leaf.set_name(name).unwrap();
        leaf
    })
}

fn petals() -> impl Strategy<Value = Petal> {
    (leaf_values(), floats()).prop_map(|(leaf, size)| {
        let mut petal = Petal::new(&Context::admin());
        petal.set_id(leaf.id().unwrap()).unwrap();
        petal.set_size(size).unwrap();
        petal
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    /// The text that a value shows reads back as the value, through `FromStr` and as a key of a map.
    #[test]
    fn texts_of_values_are_read(octets: [u8; 6], predicate in predicates(), key: i64, uuid in uuids()) {
        let mac = MacAddress::new(octets);
        prop_assert_eq!(mac.to_string().parse::<MacAddress>().unwrap(), mac);
        prop_assert_eq!(predicate.to_string().parse::<VersionPredicate>().unwrap(), predicate);
        prop_assert_eq!(Value::from(key.to_string()).coerce::<i64>().unwrap(), key);
        for text in [uuid.simple().to_string(), uuid.urn().to_string(), uuid.braced().to_string().to_uppercase()] {
            prop_assert_eq!(Value::from(text).coerce::<Uuid>().unwrap(), uuid);
        }
    }

    /// The wire has whole seconds; the object keeps its fraction.
    #[test]
    fn fractions_are_not_written(moment in moments(), micros in 0..1_000_000_i64) {
        let exact = moment + TimeDelta::microseconds(micros);
        let mut plant = Plant::new(&Context::admin());
        plant.set_utc(exact.naive_local().and_utc()).unwrap();
        plant.set_fixed(exact).unwrap();
        plant.set_naive(exact.naive_local()).unwrap();
        let read: Plant = wire::from_str(&wire::to_string(&plant).unwrap()).unwrap();
        prop_assert_eq!(read.utc().unwrap(), Some(moment.naive_local().and_utc()));
        prop_assert_eq!(read.fixed().unwrap(), Some(moment));
        prop_assert_eq!(read.naive().unwrap(), Some(moment.naive_local()));
        let mut copy = Plant::new(&Context::admin());
        copy.set("fixed", plant.get("fixed").unwrap()).unwrap();
        prop_assert_eq!(copy.fixed().unwrap(), Some(exact));
    }

    /// No text makes a field panic, and what one field takes it takes again.
    #[test]
    fn any_text_is_taken_or_refused(text: String, field in select(vec![
        "predicate", "colour", "state", "uuid", "mac", "pci", "int", "uint", "float", "positive", "truth", "flexible",
        "utc", "fixed", "naive", "ip", "ipv4", "ipv6", "either", "net", "net4", "net6",
        "byte", "signed_long", "ratio", "bounded", "span", "clock", "path", "shared", "plain", "socket", "shape",
    ])) {
        let mut plant = Plant::new(&Context::admin());
        match plant.set(field, text) {
            Ok(()) => {
                let read = Plant::from_json(&plant.to_json().unwrap()).unwrap();
                prop_assert_eq!(read.to_json().unwrap(), plant.to_json().unwrap());
            }
            Err(error) => prop_assert_eq!(error.path().unwrap().as_str(), format!("Plant.{}", field)),
        }
    }
}

#[test]
fn moments_beyond_the_years_of_python_are_refused_and_shown() {
    let offset = FixedOffset::east_opt(3_600).unwrap();
    for moment in
        [DateTime::<Utc>::MAX_UTC, DateTime::<Utc>::MIN_UTC, Utc.timestamp_opt(-700_000_000_000, 0).unwrap()]
    {
        let mut plant = Plant::new(&Context::admin());
        assert!(plant.set_utc(moment).is_err());
        assert!(plant.set_naive(moment.naive_utc()).is_err());
        for moment in [moment.fixed_offset(), moment.with_timezone(&offset)] {
            assert!(plant.set_fixed(moment).is_err());
            for field in ["utc", "fixed", "naive", "int"] {
                assert!(plant.set(field, Value::from(moment)).is_err());
            }
            assert!(!Value::from(moment).to_string().is_empty());
            assert!(plant.set("text", Value::from(moment)).is_ok());
        }
    }
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Free {
    any: Attr<Json>,
    maybe: Attr<Option<Json>>,
    list: Attr<Vec<Json>>,
    meta: ObjectMeta,
}

#[test]
fn null_and_what_is_no_number_are_no_json() {
    let mut free = Free::new(&Context::admin());
    for error in [
        free.set_any(Json::from(Value::Null)),
        free.set("any", Value::Null),
        free.set_list(vec![Json::from(Value::Null)]),
    ] {
        assert!(matches!(error, Err(Error::NullField { .. })), "{error:?}");
    }
    for number in [f64::NAN, f64::INFINITY] {
        assert!(free.set_any(Json::from(number)).is_err() && free.set("any", number).is_err());
        assert!(free.set_any(Json::from(vec![Some(number)])).is_err());
        assert!(free.set("any", Value::from(vec![number])).is_err());
    }
    free.set_maybe(Json::from(Value::Null)).unwrap();
    assert!(Free::from_json(&free.to_json().unwrap()).unwrap().maybe().unwrap().is_none());
}
