//! The table: a row for each type.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use serde_json::{Value as Json, json};
use versioned_object_core::fields::{Bounded, NonNegativeFloat};
use versioned_object_core::prelude::*;

use crate::judge::{Row, judge, objects};

objects!(u8s: u8, as u64);
objects!(u16s: u16, as u64);
objects!(u32s: u32, as u64);
objects!(i8s: i8, as i64);
objects!(i16s: i16, as i64);
objects!(i32s: i32, as i64);
objects!(ports: super::Bounded<1, 65_535>, as u64);
objects!(levels: super::Bounded<{ -5 }, 5>, as i64);
objects!(extremes: super::Bounded<{ i64::MIN }, { i64::MAX }>, as i64);
objects!(f32s: f32, as f64);
objects!(durations: super::Duration, as super::NonNegativeFloat);
objects!(moments: super::SystemTime, as DateTime<Utc>);
objects!(jsons: super::Json, as versioned_object_core::fields::Json);
objects!(texts: super::Arc<str>, as String);
objects!(paths: super::PathBuf, as String);

/// A type of whole numbers: the bounds, and what stands just beyond them.
fn integers<T: versioned_object_core::HasTable, P: VersionedObject>(minimum: i64, maximum: i64) {
    let words =
        |found: &str| format!("expected integer from {minimum} to {maximum}, got {found}").leak() as &str;
    let printed = |number: i64| number.to_string().leak() as &str;
    let inside = minimum.max(0).max(1);
    let mut takes = vec![
        (json!(minimum), json!(minimum), printed(minimum)),
        (json!(maximum), json!(maximum), printed(maximum)),
        (json!(format!(" {inside} ")), json!(inside), printed(inside)),
        (json!(true), json!(1), "1"),
    ];
    let mut refuses = vec![
        (json!("x"), words("\"x\"")),
        (json!(""), words("\"\"")),
        (json!("1.5"), words("\"1.5\"")),
        (json!([1]), words("a list")),
        (json!({"a": 1}), words("a map")),
        (json!(u64::MAX), words("18446744073709551615")),
        (json!(1e300), words("1e+300")),
        (json!("9223372036854775808"), words("\"9223372036854775808\"")),
    ];
    if minimum <= 1 && maximum >= 2 {
        takes.push((json!(1.9), json!(1), "1"));
    }
    for beyond in [minimum.checked_sub(1), maximum.checked_add(1), (minimum > i64::MIN).then_some(i64::MIN)] {
        refuses.extend(beyond.map(|beyond| (json!(beyond), words(&beyond.to_string()))));
    }
    judge::<T, P>(&Row {
        takes,
        refuses,
        schema: json!({"type": "integer", "minimum": minimum, "maximum": maximum}),
        oslo: Some(json!({"type": ["integer"], "minimum": minimum, "maximum": maximum})),
        column: "INTEGER",
    });
}

#[test]
fn whole_numbers() {
    integers::<u8s::Thing, u8s::Peer>(0, 255);
    integers::<u16s::Thing, u16s::Peer>(0, 65_535);
    integers::<u32s::Thing, u32s::Peer>(0, 4_294_967_295);
    integers::<i8s::Thing, i8s::Peer>(-128, 127);
    integers::<i16s::Thing, i16s::Peer>(-32_768, 32_767);
    integers::<i32s::Thing, i32s::Peer>(-2_147_483_648, 2_147_483_647);
}

#[test]
fn bounded_whole_numbers() {
    integers::<ports::Thing, ports::Peer>(1, 65_535);
    integers::<levels::Thing, levels::Peer>(-5, 5);
    integers::<extremes::Thing, extremes::Peer>(i64::MIN, i64::MAX);
}

#[test]
fn numbers_of_32_bits() {
    let words = |found: &str| {
        format!("expected finite number from -3.4028235e+38 to 3.4028235e+38, got {found}").leak() as &str
    };
    judge::<f32s::Thing, f32s::Peer>(&Row {
        takes: vec![
            (json!(0.1), json!(0.1), "0.1"),
            (json!(-0.0), json!(-0.0), "-0.0"),
            (json!(2), json!(2.0), "2.0"),
            // The nearest there is.
            (json!(0.123_456_789), json!(0.123_456_79), "0.12345679"),
            (json!(16_777_217), json!(16_777_216.0), "16777216.0"),
            (json!(1e-60), json!(0.0), "0.0"),
            (json!(1e-45), json!(1e-45), "1e-45"),
            (json!(3.402_823_5e38), json!(3.402_823_5e38), "3.4028235e+38"),
            (json!(" 1_0.5e3 "), json!(10_500.0), "10500.0"),
            (json!(true), json!(1.0), "1.0"),
        ],
        refuses: vec![
            (json!(3.5e38), words("3.5e+38")),
            (json!(-1e39), words("-1e+39")),
            (json!("inf"), words("\"inf\"")),
            (json!("nan"), words("\"nan\"")),
            (json!("x"), words("\"x\"")),
            (json!([]), words("a list")),
        ],
        schema: json!({"type": "number", "minimum": -3.402_823_5e38, "maximum": 3.402_823_5e38}),
        oslo: Some(json!({"type": ["number"], "minimum": -3.402_823_5e38, "maximum": 3.402_823_5e38})),
        column: "DOUBLE PRECISION",
    });
}

#[test]
fn spans_of_time() {
    let words =
        |found: &str| format!("expected number of seconds from 0 to below 2^64, got {found}").leak() as &str;
    let schema = json!({"type": "number", "minimum": 0, "maximum": 18_446_744_073_709_549_568.0});
    judge::<durations::Thing, durations::Peer>(&Row {
        takes: vec![
            (json!(90), json!(90.0), "90.0"),
            (json!(1.5), json!(1.5), "1.5"),
            (json!(1e-9), json!(1e-9), "1e-09"),
            // Rounded to nanoseconds.
            (json!(1e-12), json!(0.0), "0.0"),
            (json!(0), json!(0.0), "0.0"),
            (json!("2.25"), json!(2.25), "2.25"),
            (
                json!(18_446_744_073_709_549_568.0),
                json!(18_446_744_073_709_549_568.0),
                "1.844674407370955e+19",
            ),
        ],
        refuses: vec![
            (json!(-1), words("-1")),
            (json!(-0.5), words("-0.5")),
            (json!(18_446_744_073_709_551_615_u64), words("18446744073709551615")),
            (json!(1e20), words("1e+20")),
            (json!("1m"), words("\"1m\"")),
            (json!("inf"), words("\"inf\"")),
            (json!({"secs": 1, "nanos": 0}), words("a map")),
        ],
        oslo: Some(json!({"type": ["number"], "minimum": 0, "maximum": 18_446_744_073_709_549_568.0})),
        schema,
        column: "DOUBLE PRECISION",
    });
}

#[test]
fn moments_of_the_system_s_clock() {
    let words = |found: &str| format!("expected ISO 8601 date and time, got {found}").leak() as &str;
    judge::<moments::Thing, moments::Peer>(&Row {
        takes: vec![
            (json!("2016-06-14T10:28:42Z"), json!("2016-06-14T10:28:42Z"), "2016-06-14T10:28:42Z"),
            (json!("1969-12-31 23:59:59.5+00:00"), json!("1969-12-31T23:59:59Z"), "1969-12-31T23:59:59Z"),
            (json!("0001-01-01T00:00:00Z"), json!("0001-01-01T00:00:00Z"), "0001-01-01T00:00:00Z"),
            (json!("9999-12-31T23:59:59Z"), json!("9999-12-31T23:59:59Z"), "9999-12-31T23:59:59Z"),
            (json!("2016-06-14T10:28:42+02:00"), json!("2016-06-14T08:28:42Z"), "2016-06-14T08:28:42Z"),
        ],
        refuses: vec![
            (json!("yesterday"), words("\"yesterday\"")),
            (json!(1_465_900_122), words("1465900122")),
            (json!([]), words("a list")),
            (json!("0001-01-01T00:00:00+01:00"), "expected a year from 1 to 9999, got 0"),
        ],
        schema: json!({"type": "string", "format": "date-time"}),
        oslo: Some(json!({"type": ["string"], "format": "date-time"})),
        column: "DATETIME",
    });
}

#[test]
fn json_of_serde_json() {
    judge::<jsons::Thing, jsons::Peer>(&Row {
        takes: vec![
            (
                json!({"b": [1, null, 1.5], "a": "x"}),
                json!({"a": "x", "b": [1, null, 1.5]}),
                "{a='x',b=[1,None,1.5]}",
            ),
            (json!([]), json!([]), "[]"),
            (json!("text"), json!("text"), "'text'"),
            (json!(u64::MAX), json!(u64::MAX), "18446744073709551615"),
            (json!(false), json!(false), "False"),
        ],
        refuses: Vec::new(),
        schema: json!({"type": ["array", "boolean", "number", "object", "string"]}),
        oslo: None,
        column: "TEXT",
    });
}

#[test]
fn texts() {
    let row = || Row {
        takes: vec![
            (json!("/dev/sda"), json!("/dev/sda"), "'/dev/sda'"),
            (json!(""), json!(""), "''"),
            (json!("é \"\u{1}"), json!("é \"\u{1}"), "'é \"\u{1}'"),
            (json!(7), json!("7"), "'7'"),
            (json!(true), json!("True"), "'True'"),
        ],
        refuses: vec![
            (json!(["a"]), "expected text, got a list"),
            (json!({"a": 1}), "expected text, got a map"),
        ],
        schema: json!({"type": "string"}),
        oslo: Some(json!({"type": ["string"]})),
        column: "VARCHAR(255)",
    };
    judge::<texts::Thing, texts::Peer>(&row());
    judge::<paths::Thing, paths::Peer>(&row());
}
