//! Moments.

use std::fmt;

use chrono::{DateTime, Datelike, FixedOffset, NaiveDateTime, Utc};

use super::{FieldType, Input, Mode, ReadContext, expected};
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
    fn coerce(input: Input<'_>, cx: &mut ReadContext<'_>) -> Result<Self> {
        if let Input::Str(text) = &input
            && let Some(moment) = time::parse_canonical(text)
        {
            return Ok(moment);
        }
        let moment = moment(&input, cx)?.to_utc();
        checked(&moment.naive_utc(), moment)
    }

    fn write_primitive(&self, out: &mut PrimitiveWriter<'_>) -> Result<()> {
        out.plain_str(time::naive_text(&self.naive_utc(), &mut time::Buffer::new()));
        Ok(())
    }

    fn check(&self) -> Result<()> {
        checked(&self.naive_utc(), ())
    }

    fn to_value(&self) -> Value {
        Value::DateTime(self.fixed_offset())
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

    fn coerce(input: Input<'_>, cx: &mut ReadContext<'_>) -> Result<Self> {
        moment(&input, cx)
    }

    fn write_primitive(&self, out: &mut PrimitiveWriter<'_>) -> Result<()> {
        out.plain_str(&time::to_text(self));
        Ok(())
    }

    fn check(&self) -> Result<()> {
        checked(&self.naive_local(), ())
    }

    fn to_value(&self) -> Value {
        Value::DateTime(*self)
    }
}

/// oslo's `DateTime(tzinfo_aware=False)`: an offset is dropped, not converted.
impl FieldType for NaiveDateTime {
    type Ref<'a> = NaiveDateTime;
    const TYPE: &'static TypeDescriptor = &TypeDescriptor::scalar("DateTime");

    fn borrow_field(&self) -> NaiveDateTime {
        *self
    }

    fn coerce(input: Input<'_>, cx: &mut ReadContext<'_>) -> Result<Self> {
        moment(&input, cx).map(|moment| moment.naive_local())
    }

    fn write_primitive(&self, out: &mut PrimitiveWriter<'_>) -> Result<()> {
        out.plain_str(time::naive_text(self, &mut time::Buffer::new()));
        Ok(())
    }

    fn check(&self) -> Result<()> {
        checked(self, ())
    }

    fn to_value(&self) -> Value {
        Value::NaiveDateTime(*self)
    }
}

/// What Python's `DateTime` takes: a text, or from Rust code a moment.
fn moment(input: &Input<'_>, cx: &ReadContext<'_>) -> Result<DateTime<FixedOffset>> {
    let given = cx.mode != Mode::Envelope;
    let moment = match input {
        Input::DateTime(moment) if given => Some(*moment),
        Input::NaiveDateTime(moment) if given => Some(moment.and_utc().fixed_offset()),
        Input::Str(text) => time::parse(text),
        _ => None,
    };
    moment.ok_or_else(|| expected("ISO 8601 date and time", input))
}

/// The value, if it is a moment of a year that Python has.
fn checked<T>(local: &NaiveDateTime, value: T) -> Result<T> {
    if time::has_year(local) {
        Ok(value)
    } else {
        Err(Error::invalid(format!("expected a year from 1 to 9999, got {}", local.year())))
    }
}
