//! Functions of all kinds that attributes name: paths, generic ones, constants, methods.

#![deny(warnings)]

use std::fmt::Display;

use versioned_object_core::prelude::*;
use versioned_object_core::serde_json::{Map, Value as Json};

mod checks {
    pub fn within<const MAX: i64>(number: i64) -> Result<(), &'static str> {
        if number <= MAX { Ok(()) } else { Err("too large") }
    }

    pub const fn positive(number: i64) -> Result<(), String> {
        if number > 0 { Ok(()) } else { Err(String::new()) }
    }

    pub fn any<T>(_: T) -> Result<(), String> {
        Ok(())
    }

    pub(crate) fn text(text: &str) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        text.parse::<i64>().map(drop).map_err(Into::into)
    }
}

const SMALL: fn(i64) -> Result<(), String> = checks::any;

fn value(value: &str) -> Result<()> {
    if value.is_empty() { Err(Error::invalid("empty")) } else { Ok(()) }
}

fn slice(tags: &[String]) -> Result<()> {
    if tags.len() > 3 { Err(Error::invalid("too many")) } else { Ok(()) }
}

fn shown(number: impl Display) -> Result<(), String> {
    if number.to_string().len() > 9 { Err("too long".to_owned()) } else { Ok(()) }
}

fn upper(value: Value) -> Value {
    value.to_string().to_uppercase().into()
}

fn text(watts: i64) -> String {
    watts.to_string()
}

fn number(text: &str) -> std::result::Result<i64, std::num::ParseIntError> {
    text.parse()
}

fn fraction(watts: i64) -> f64 {
    watts as f64
}

fn object(lamp: &mut Lamp, field: &str) -> Result<()> {
    if field == "hours" { lamp.set_hours(3) } else { Err(Error::invalid("not loaded")) }
}

#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.3",
    table = "lamps",
    key = number,
    extra_fields(label, twice, perhaps, words),
    hooks(load_attr = object, make_compatible = Self::older)
)]
struct Lamp {
    #[field(validate = checks::within::<9>)]
    watts: Attr<i64>,
    #[field(validate = checks::any)]
    volts: Attr<Option<i64>>,
    #[field(default = 5, validate = const checks::positive)]
    amperes: Attr<Option<i64>>,
    #[field(validate = checks::text)]
    number: Attr<String>,
    #[field(validate = SMALL)]
    hours: Attr<i64>,
    #[field(validate = value, to_column = upper)]
    function: Attr<Option<String>>,
    #[field(validate = slice)]
    tags: Attr<Vec<String>>,
    #[field(validate = shown)]
    height: Attr<f64>,
    #[field(validate = Self::is_light)]
    light: Attr<i64>,
    #[field(validate = <f64 as Checks>::check)]
    share: Attr<f64>,
    #[field(changed("1.3", from = String, down = text, up = number))]
    width: Attr<i64>,
    #[field(changed("1.3", from = Option<String>, down = text, up = number))]
    depth: Attr<Option<i64>>,
    #[field(changed("1.3", from = i64, down = i64::try_from, up = u64::try_from))]
    weight: Attr<u64>,
    #[field(
        changed("1.2", from = String, down = text, up = number),
        changed("1.3", from = i64, down = f64::round_down, up = fraction)
    )]
    rounds: Attr<f64>,
    meta: ObjectMeta,
}

trait Checks {
    fn check(self) -> Result<(), String>;
}

impl Checks for f64 {
    fn check(self) -> Result<(), String> {
        if self < 1.0 { Ok(()) } else { Err("not a share".to_owned()) }
    }
}

trait RoundDown {
    fn round_down(self) -> i64;
}

impl RoundDown for f64 {
    fn round_down(self) -> i64 {
        self.floor() as i64
    }
}

impl Lamp {
    fn is_light(light: i64) -> Result<(), String> {
        if light > 0 { Ok(()) } else { Err("dark".to_owned()) }
    }

    fn older(&self, data: &mut Map<String, Json>, _: Version) -> Result<()> {
        data.remove("tags");
        Ok(())
    }

    fn label(&self) -> Result<&str> {
        self.number()
    }

    fn twice(&self) -> i64 {
        self.watts().map_or(0, |watts| watts * 2)
    }

    fn perhaps(&self) -> Option<String> {
        None
    }

    fn words<'a>(&'a self) -> &'a str {
        "a lamp"
    }
}

fn main() -> Result<()> {
    let mut lamp = Lamp::builder().watts(3).number("7").rounds(1.5).build_orphan()?;
    assert_eq!(
        (lamp.get("label")?, lamp.get("twice")?, lamp.get("words")?),
        ("7".into(), 6.into(), "a lamp".into())
    );
    assert!(lamp.get("perhaps")?.is_null());
    assert_eq!(lamp.set_watts(10).unwrap_err().to_string(), "Lamp.watts: too large");
    lamp.obj_load_attr("hours")?;
    assert_eq!(lamp.hours()?, 3);
    assert_eq!(lamp.set_light(0).unwrap_err().to_string(), "Lamp.light: dark");
    assert_eq!(lamp.set_share(1.5).unwrap_err().to_string(), "Lamp.share: not a share");
    Ok(())
}
