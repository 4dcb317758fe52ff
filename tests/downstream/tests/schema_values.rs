//! Every field type asked twice about the same values: by a validator with its schema, and by the reader.

#![allow(clippy::unwrap_used, reason = "a test that panics fails")]

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use downstream::{Condition, DataSize, Percent};
use serde_json::{Value as Json, json};
use versioned_object_core::TypeDescriptor;
use versioned_object_core::fields::ipnet::{IpNet, Ipv4Net, Ipv6Net};
use versioned_object_core::fields::{
    Bounded, DictKey, FlexibleBoolean, Ipv4AndV6Addr, JsonOf, MacAddress, NonNegativeFloat, PciAddress,
    SensitiveString, Text, VersionPredicate,
};
use versioned_object_core::prelude::*;
use versioned_object_core::schema;

/// Values of every shape, at the bounds of every type, in the spellings that some type has.
fn values() -> Vec<Json> {
    let mut values = vec![json!(null), json!(true), json!(false), json!([]), json!({})];
    for power in [7, 8, 15, 16, 31, 32, 63, 64] {
        for near in [-1, 0, 1] {
            for number in [(1_i128 << power) + near, -(1_i128 << power) + near] {
                let number: Json = serde_json::from_str(&number.to_string()).unwrap();
                // Beyond 64 bits serde_json has the nearest float alone.
                values.extend(Some(number).filter(|number| !number.is_f64()));
            }
        }
    }
    for number in ["0", "1", "-1", "9", "10", "100", "101", "1.5", "-1.5", "0.1", "3.5e38", "1e300", "-1e300"]
    {
        values.push(serde_json::from_str(number).unwrap());
    }
    for text in [
        "",
        " ",
        "x",
        "1",
        "true",
        "good",
        "worn",
        "5 MiB",
        "d8c33b28-7a0d-4a7e-8a5b-8a1c9c3a0c11",
        "D8C33B28-7A0D-4A7E-8A5B-8A1C9C3A0C11",
        "d8c33b287a0d4a7e8a5b8a1c9c3a0c11",
        "d8c33b28-7a0d4a7e8a5b-8a1c9c3a0c11",
        "d8c33b28-7a0d-4a7e-8a5b-8a1c9c3a0c1",
        "2024-02-29T00:00:00Z",
        "2024-02-29T00:00:00.123456+02:00",
        "2023-02-29T00:00:00Z",
        "2024-02-29 00:00:00",
        "2024-02-29",
        "10.0.0.1",
        "10.0.0.01",
        "10.0.0.256",
        "10.0.0.0/8",
        "10.0.0.1/8",
        "10.0.0.0/33",
        "fe80::1",
        "fe80::/10",
        "fe80::/129",
        "::ffff:10.0.0.1",
        "::ffff:10.0.0.1/96",
        "::10.0.0.1/128",
        "::10.0.0.256/128",
        "1:2:3:4:5:6:7:8/64",
        "1:2:3:4:5:6:7:8:9/64",
        "1::8/0",
        "1:::8/0",
        "2001:db8:0:12::/64",
        "2001:DB8::/64",
        "12345::/8",
        "::/0",
        "10.0.0.1:80",
        "aa:bb:cc:dd:ee:ff",
        "aa:bb:cc:dd:ee:fg",
        "aa:bb:cc:dd:ee",
        "AA-BB-CC-DD-EE-FF",
        "0000:00:1f.2",
        "0000:00:1f.8",
        "0000:00:1f.2x",
        ">=1.0",
        "1.0",
        "a\nb",
    ] {
        values.push(json!(text));
    }
    for one in values.clone() {
        values.extend([json!([one]), json!({"a": one}), json!({"a": {"b": one}}), json!([[one]])]);
    }
    values
}

/// Texts that are keys of some maps.
const KEYS: [&str; 40] = [
    "",
    "x",
    "0",
    "00",
    "-0",
    "+1",
    "1",
    "9",
    "10",
    "19",
    "99",
    "100",
    "101",
    "-1",
    "127",
    "128",
    "-128",
    "-129",
    "255",
    "256",
    "260",
    "300",
    "32767",
    "32768",
    "65535",
    "65536",
    "2147483648",
    "4294967295",
    "4294967296",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775808",
    "-9223372036854775809",
    "18446744073709551615",
    "18446744073709551616",
    "true",
    "True",
    "good",
    "1 ",
    "1\n",
];

fn envelope(value: &Json) -> Json {
    json!({
        "versioned_object.name": "Thing",
        "versioned_object.namespace": "versionedobjects",
        "versioned_object.version": "1.0",
        "versioned_object.data": {"one": value},
    })
}

/// What the schema and the reader say of values in the only field of a type: what the schema takes, the reader does, and
/// what is written just so, the schema does. Where the reader knows more than any schema, the first is not asked.
fn asked<T: VersionedObject>(what: &str, values: &[Json], is_known: bool) {
    let schema = schema::json_schema(T::descriptor());
    jsonschema::meta::validate(&schema).unwrap();
    let judge = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
    let plain = schema::plain_json_schema(T::descriptor());
    let plain = jsonschema::options().should_validate_formats(true).build(&plain).unwrap();
    let mut taken = 0;
    for value in values {
        let envelope = envelope(value);
        let is_valid = judge.is_valid(&envelope);
        assert_eq!(is_valid, plain.is_valid(&json!({"one": value})), "{what}: {value}");
        let read = wire::from_str::<T>(&envelope.to_string());
        let written = read.as_ref().ok().map(|object| object.obj_to_primitive().unwrap());
        assert!(
            !is_known || !is_valid || read.is_ok(),
            "{what}: the schema takes {value}: {}",
            read.err().unwrap()
        );
        if written.is_some_and(|written| written["versioned_object.data"]["one"] == *value) {
            assert!(is_valid, "{what}: the schema refuses {value}");
            taken += 1;
        }
    }
    assert!(taken > 0, "{what}: no value is one");
}

macro_rules! ask {
    ($($is_known:literal: $($type:ty),* $(,)?;)*) => {$($(
        {
            #[derive(Clone, VersionedObject)]
            #[versioned_object(version = "1.0")]
            struct Thing {
                one: Attr<$type>,
                meta: ObjectMeta,
            }

            asked::<Thing>(stringify!($type), &values(), $is_known);
        }
        {
            #[derive(Clone, VersionedObject)]
            #[versioned_object(version = "1.0")]
            struct Thing {
                one: Attr<Option<$type>>,
                meta: ObjectMeta,
            }

            asked::<Thing>(stringify!(Option<$type>), &values(), $is_known);
        }
        {
            #[derive(Clone, VersionedObject)]
            #[versioned_object(version = "1.0")]
            struct Thing {
                one: Attr<Vec<$type>>,
                meta: ObjectMeta,
            }

            asked::<Thing>(stringify!(Vec<$type>), &values(), $is_known);
        }
        {
            #[derive(Clone, VersionedObject)]
            #[versioned_object(version = "1.0")]
            struct Thing {
                one: Attr<BTreeMap<String, Option<$type>>>,
                meta: ObjectMeta,
            }

            asked::<Thing>(stringify!(BTreeMap<String, Option<$type>>), &values(), $is_known);
        }
    )*)*};
}

#[test]
fn schemas_take_what_is_written_and_what_is_read() {
    use versioned_object_core::fields::Json;
    ask! {
        true: String, Arc<str>, PathBuf, SensitiveString, bool, FlexibleBoolean;
        true: i8, i16, i32, i64, u8, u16, u32, u64, Bounded<-5, 100>, Percent;
        true: f32, f64, NonNegativeFloat, Duration;
        true: Uuid, Condition, DataSize;
        true: DateTime<Utc>, SystemTime;
        true: IpAddr, Ipv4Addr, Ipv6Addr, Ipv4AndV6Addr, IpNet, Ipv4Net, Ipv6Net, MacAddress, PciAddress;
        true: Json, serde_json::Value, Vec<Json>, BTreeMap<String, Json>;
        false: Text<SocketAddr>, JsonOf<Vec<u8>>, VersionPredicate;
    }
}

/// A key of one's own: a text with a pattern.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Bus(String);

impl DictKey for Bus {
    const KEY: Option<&'static TypeDescriptor> = Some(&TypeDescriptor::text("Bus").pattern("^[0-9]{2}$"));

    fn from_key(text: &str) -> Result<Self> {
        let is_bus = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
        if is_bus { Ok(Self(text.to_owned())) } else { Err(Error::invalid("expected two digits")) }
    }

    fn as_key(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.0)
    }
}

macro_rules! ask_keys {
    ($($type:ty),* $(,)?) => {$({
        #[derive(Clone, VersionedObject)]
        #[versioned_object(version = "1.0")]
        struct Thing {
            one: Attr<BTreeMap<$type, i64>>,
            meta: ObjectMeta,
        }

        let mut values: Vec<_> = KEYS.iter().map(|key| json!({*key: 1})).collect();
        values.extend(self::values().iter().filter_map(|value| Some(json!({value.as_str()?: 1}))));
        let (low, high) = (i64::from(i16::MIN) - 1, i64::from(u16::MAX) + 1);
        let numbers = (-400..=1_100).chain((low..=high).step_by(97));
        values.extend(numbers.map(|number| json!({number.to_string(): 1})));
        asked::<Thing>(stringify!(BTreeMap<$type, i64>), &values, true);
    })*};
}

#[test]
fn keys_of_maps_are_those_that_are_written_and_read() {
    ask_keys!(
        String, Arc<str>, bool, Uuid, Condition, Bus, i8, i16, i32, i64, u8, u16, u32, u64, Bounded<-5, 100>,
        Bounded<3, 7>, Bounded<-70, -9>, Bounded<0, 0>, Bounded<-300, 19999>
    );
}

type Sets = HashMap<u8, Option<BTreeSet<u64>>>;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Thing {
    one: Attr<Option<Vec<Sets>>>,
    meta: ObjectMeta,
}

#[test]
fn keys_are_those_of_their_type_in_lists_too() {
    let values: Vec<_> = KEYS.iter().map(|key| json!([{*key: [1]}, {*key: null}])).collect();
    asked::<Thing>("nested", &values, true);
}
