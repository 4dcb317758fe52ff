//! Moments in the fixed layout `2016-06-14T10:28:42Z`, which is faster than chrono's own serde.

use std::fmt;

use chrono::{DateTime, Datelike as _, NaiveDate, Timelike as _, Utc};
use serde::de::{Deserializer, Error, Visitor};
use serde::ser::Serializer;

type Moment = Option<DateTime<Utc>>;

pub(crate) fn serialize<S: Serializer>(moment: &Moment, serializer: S) -> Result<S::Ok, S::Error> {
    match moment {
        Some(moment) => serializer.serialize_some(std::str::from_utf8(&format(moment)).unwrap_or_default()),
        None => serializer.serialize_none(),
    }
}

pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Moment, D::Error> {
    deserializer.deserialize_option(MomentVisitor)
}

struct MomentVisitor;

impl<'de> Visitor<'de> for MomentVisitor {
    type Value = Moment;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a moment or null")
    }

    fn visit_none<E>(self) -> Result<Moment, E> {
        Ok(None)
    }

    fn visit_unit<E>(self) -> Result<Moment, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Moment, D::Error> {
        deserializer.deserialize_str(self)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Moment, E> {
        parse(text).map(Some).ok_or_else(|| E::custom("not a moment"))
    }
}

fn format(moment: &DateTime<Utc>) -> [u8; 20] {
    let mut out = *b"0000-00-00T00:00:00Z";
    let year = moment.year().unsigned_abs();
    let parts = [
        (0, year / 100),
        (2, year),
        (5, moment.month()),
        (8, moment.day()),
        (11, moment.hour()),
        (14, moment.minute()),
        (17, moment.second()),
    ];
    for (at, number) in parts {
        #[allow(clippy::cast_possible_truncation, reason = "two digits")]
        let number = (number % 100) as u8;
        out[at] += number / 10;
        out[at + 1] += number % 10;
    }
    out
}

fn parse(text: &str) -> Option<DateTime<Utc>> {
    let bytes: &[u8; 20] = text.as_bytes().try_into().ok()?;
    let punctuation = [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':'), (19, b'Z')];
    if punctuation.iter().any(|(at, byte)| bytes[*at] != *byte) {
        return None;
    }
    let digit = |at: usize| {
        let digit = bytes[at].wrapping_sub(b'0');
        (digit < 10).then_some(u32::from(digit))
    };
    let two = |at: usize| Some(digit(at)? * 10 + digit(at + 1)?);
    let year = i32::try_from(two(0)? * 100 + two(2)?).ok()?;
    let date = NaiveDate::from_ymd_opt(year, two(5)?, two(8)?)?;
    Some(date.and_hms_opt(two(11)?, two(14)?, two(17)?)?.and_utc())
}
