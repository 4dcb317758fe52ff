//! Values that programs work with.

use versioned_object_core::chrono::{DateTime, Duration, FixedOffset, TimeZone, Utc};
use versioned_object_core::prelude::*;

use crate::dice::Dice;
use crate::model::cells;
use crate::model::shape::{Field, Kind, Shape};
use crate::program::features::Features;
use crate::raw::Raw;

/// The moments that values are, in microseconds from one of them.
const MOMENTS: [i64; 6] = [0, 678_901, 999_999, 1_000_000, -1, 3_600_000_000];

/// One of a few moments.
pub fn moment(dice: &mut Dice) -> DateTime<Utc> {
    let first = Utc.with_ymd_and_hms(2026, 1, 2, 3, 4, 5).unwrap();
    first + Duration::microseconds(*dice.pick(&MOMENTS))
}

/// A value that a field takes.
pub fn good(field: &Field, features: &Features, dice: &mut Dice) -> Value {
    if field.nullable && dice.one_in(4) {
        return Value::Null;
    }
    match field.kind {
        Kind::Uuid => Value::Null,
        Kind::Text(texts) => {
            let long = |text: &&&str| features.has("columns") || text.len() <= crate::objects::LONGEST_REASON;
            let texts: Vec<&str> = texts.iter().filter(long).copied().collect();
            (*dice.pick(&texts)).into()
        }
        Kind::Choice(texts) => (*dice.pick(texts)).into(),
        Kind::Int if features.has("overflow") => (*dice.pick(&[0, 1, -1, 5, 7, i64::MAX, i64::MIN])).into(),
        Kind::Int => (*dice.pick(&[0, 1, -1, 5, 7])).into(),
        Kind::Real => (*dice.pick(&[0.0, 0.5, -1.25, 1e300, 3.0])).into(),
        Kind::Truth => dice.one_in(2).into(),
        Kind::Moment => moment(dice).into(),
        Kind::List => {
            let lists: [&[&str]; 4] = [&[], &["t"], &["t", "u"], &["u", "t"]];
            Value::List(dice.pick(&lists).iter().map(|text| (*text).into()).collect())
        }
        Kind::Map => {
            let maps: [&[(&str, &str)]; 3] = [&[], &[("a", "1")], &[("a", "1"), ("b", "2")]];
            let entry = |(key, value): &(&str, &str)| ((*key).to_owned(), (*value).into());
            Value::Map(dice.pick(&maps).iter().map(entry).collect())
        }
        Kind::Size if field.to_column.is_some() && !features.has("columns") => Value::Null,
        Kind::Size => (*dice.pick(&["0 B", "512 MiB", "1 GiB", "1024 MiB", "2 GiB"])).into(),
    }
}

/// A value that a field refuses.
pub fn bad(field: &Field, dice: &mut Dice) -> Value {
    if !field.takes_null() && dice.one_in(2) {
        return Value::Null;
    }
    match field.kind {
        Kind::Text(_) if field.name == "name" => " ".into(),
        Kind::Text(_) | Kind::Uuid => Value::List(Vec::new()),
        Kind::Choice(_) => "bogus".into(),
        Kind::Int | Kind::Real => "x".into(),
        Kind::Truth => Value::Null,
        Kind::Moment => "soon".into(),
        Kind::List | Kind::Map => 5.into(),
        Kind::Size => "1 TiB".into(),
    }
}

/// A value that a field takes, as the store writes it.
pub fn stored(shape: &Shape, field: &Field, features: &Features, dice: &mut Dice) -> Raw {
    let value = (shape.take)(field.name, good(field, features, dice)).unwrap();
    let unmarked = shape.soft.is_some_and(|soft| soft.flag == field.name) && value.is_null();
    if unmarked { Raw::Int(0) } else { cells::stored(field, &value) }
}

/// A moment as one of the programs that share the table spells it.
pub fn spelt(moment: DateTime<Utc>, dice: &mut Dice) -> String {
    let fraction = if moment.timestamp_subsec_micros() == 0 && dice.one_in(2) { "" } else { "%.6f" };
    let joint = *dice.pick(&[" ", "T"]);
    let format = format!("%Y-%m-%d{joint}%H:%M:%S{fraction}");
    match dice.below(4) {
        0 => moment.format(&format).to_string(),
        1 => moment.format(&format).to_string() + "Z",
        2 => moment.format(&format).to_string() + "+00:00",
        _ => {
            let hours = *dice.pick(&[2, -5, 13]);
            let there = moment.with_timezone(&FixedOffset::east_opt(hours * 3_600).unwrap());
            there.format(&(format + "%:z")).to_string()
        }
    }
}

/// What another program may have put into a column; none where it does the same as the store.
pub fn foreign(field: &Field, loose: bool, features: &Features, dice: &mut Dice) -> Option<Raw> {
    let text = |text: &str| Some(Raw::from(text));
    let mut choices: Vec<&str> = Vec::new();
    match field.kind {
        Kind::Moment => choices.extend(["moments", "moments", "moments", "bytes"]),
        Kind::List | Kind::Map => choices.push("json"),
        Kind::Text(_) => choices.extend(["utf8", "bytes"]),
        Kind::Int => choices.push("fractions"),
        Kind::Size if field.to_column.is_none() => choices.push("sizes"),
        Kind::Truth if field.nullable => choices.extend(["unmarked", "unmarked"]),
        _ => {}
    }
    choices.push("bad");
    let choice = *dice.pick(&choices);
    if !features.has(choice) {
        return None;
    }
    match choice {
        "moments" => text(&spelt(moment(dice), dice)),
        "bytes" if matches!(field.kind, Kind::Moment) => {
            Some(Raw::Blob(cells::moment_text(moment(dice)).into_bytes()))
        }
        "bytes" => Some(Raw::Blob(b"night".to_vec())),
        "utf8" => Some(Raw::Text(vec![b'n', 0xff])),
        "fractions" => Some(Raw::Real(2.5)),
        "unmarked" => Some(Raw::Null),
        "sizes" => text("1024 MiB"),
        "json" if matches!(field.kind, Kind::List) => {
            text(dice.pick::<&str>(&["[\"t\", \"u\"]", "[ ]", "", "null"]))
        }
        "json" => text(dice.pick::<&str>(&["{\"b\": \"2\", \"a\": \"1\"}", "{ \"a\" : \"\\u0031\" }"])),
        _ if loose && !field.nullable && dice.one_in(2) => Some(Raw::Null),
        _ => match field.kind {
            Kind::Text(_) if field.name == "name" => text(dice.pick::<&str>(&["", " "])),
            Kind::Choice(_) => text(dice.pick::<&str>(&["bogus", ""])),
            Kind::Int | Kind::Real => text("x"),
            Kind::Moment => text("soon"),
            Kind::List | Kind::Map => text(dice.pick::<&str>(&["{", "5"])),
            Kind::Size => text("1 TiB"),
            Kind::Text(_) | Kind::Truth | Kind::Uuid => None,
        },
    }
}

/// A UUID in one of its spellings.
pub fn respelt(id: &str, dice: &mut Dice) -> String {
    match dice.below(6) {
        0 => id.to_uppercase(),
        1 => id.replace('-', ""),
        2 => format!("{{{id}}}"),
        3 => format!("urn:uuid:{id}"),
        4 => format!("{{{}}}", id.to_uppercase()),
        _ => id.to_owned(),
    }
}
