//! Moments.

use std::fmt;

use chrono::{DateTime, Datelike, FixedOffset, NaiveDateTime, Utc};

use super::{FieldType, Input, ReadContext, expected};
use crate::descriptor::TypeDescriptor;
use crate::error::{Error, Result};
use crate::time;
use crate::value::Value;
use crate::wire::PrimitiveWriter;

/// oslo's `DateTime`, turned to UTC: another offset is read as the same instant. Written without fractions.
impl FieldType for DateTime<Utc> {
    type Ref<'a> = DateTime<Utc>;
    const TYPE: &'static TypeDescriptor = &TypeDescriptor::scalar("DateTime");

    fn borrow_field(&self) -> DateTime<Utc> {
        *self
    }

    #[inline]
    fn coerce(input: Input<'_>, _cx: &mut ReadContext<'_>) -> Result<Self> {
        if let Input::Str(text) = &input
            && let Some(moment) = time::parse_canonical(text)
        {
            return Ok(moment);
        }
        moment(&input).map(|moment| moment.to_utc())
    }

    fn write_primitive(&self, out: &mut PrimitiveWriter<'_>) -> Result<()> {
        out.plain_str(time::naive_text(&self.naive_utc(), &mut time::Buffer::new()));
        Ok(())
    }

    fn to_value(&self) -> Value {
        Value::DateTime(self.fixed_offset())
    }

    fn check(&self) -> Result<()> {
        check_year(self.year())
    }

    fn display(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&time::naive_to_text(self.naive_utc()))
    }
}

/// oslo's `DateTime`, with the offset it was read with.
impl FieldType for DateTime<FixedOffset> {
    type Ref<'a> = DateTime<FixedOffset>;
    const TYPE: &'static TypeDescriptor = &TypeDescriptor::scalar("DateTime");

    fn borrow_field(&self) -> DateTime<FixedOffset> {
        *self
    }

    fn coerce(input: Input<'_>, _cx: &mut ReadContext<'_>) -> Result<Self> {
        moment(&input)
    }

    fn write_primitive(&self, out: &mut PrimitiveWriter<'_>) -> Result<()> {
        out.plain_str(&time::to_text(self));
        Ok(())
    }

    fn to_value(&self) -> Value {
        Value::DateTime(*self)
    }

    fn check(&self) -> Result<()> {
        check_year(self.year())
    }
}

/// oslo's `DateTime(tzinfo_aware=False)`: an offset is dropped, not converted.
impl FieldType for NaiveDateTime {
    type Ref<'a> = NaiveDateTime;
    const TYPE: &'static TypeDescriptor = &TypeDescriptor::scalar("DateTime");

    fn borrow_field(&self) -> NaiveDateTime {
        *self
    }

    fn coerce(input: Input<'_>, _cx: &mut ReadContext<'_>) -> Result<Self> {
        moment(&input).map(|moment| moment.naive_local())
    }

    fn write_primitive(&self, out: &mut PrimitiveWriter<'_>) -> Result<()> {
        out.plain_str(time::naive_text(self, &mut time::Buffer::new()));
        Ok(())
    }

    fn to_value(&self) -> Value {
        Value::NaiveDateTime(*self)
    }

    fn check(&self) -> Result<()> {
        check_year(self.year())
    }
}

/// Whether a year has the four digits that readers take.
fn check_year(year: i32) -> Result<()> {
    match year {
        1..=9999 => Ok(()),
        _ => Err(Error::invalid(format!("expected a year from 1 to 9999, got {year}"))),
    }
}

fn moment(input: &Input<'_>) -> Result<DateTime<FixedOffset>> {
    let moment = match input {
        Input::DateTime(moment) => Some(*moment),
        Input::NaiveDateTime(moment) => Some(moment.and_utc().fixed_offset()),
        Input::Str(text) => time::parse(text),
        _ => None,
    };
    moment.ok_or_else(|| expected("ISO 8601 date and time", input))
}
