//! Moments.

use std::fmt;

use chrono::{DateTime, Datelike, FixedOffset, NaiveDateTime, Utc};

use crate::base::error::{Error, Result};
use crate::describe::descriptor::TypeDescriptor;
use crate::dynamic::contract::{Input, Value};
use crate::fields::field_type::{FieldType, expected};
use crate::primitive::limits::Mode;
use crate::primitive::read::ReadContext;
use crate::primitive::write::PrimitiveWriter;
use crate::python::moment;
use crate::python::moment::Buffer;

/// oslo's `DateTime`, turned to UTC: another offset is read as the same instant. Written without fractions.
///
/// By name it takes a moment, or a text in ISO 8601 as the `iso8601` package reads it; from an envelope a text only. A
/// text without an offset is in UTC. The year is from 1 to 9999, as Python's.
///
/// ```
/// use versioned_object_core::prelude::*;
/// use chrono::{FixedOffset, NaiveDateTime};
///
/// #[derive(Clone, VersionedObject)]
/// #[versioned_object(version = "1.0")]
/// struct Event {
///     utc: Attr<DateTime<Utc>>,
///     kept: Attr<DateTime<FixedOffset>>,
///     naive: Attr<NaiveDateTime>,
///     meta: ObjectMeta,
/// }
///
/// let mut event = Event::new(&Context::admin());
/// for field in ["utc", "kept", "naive"] {
///     event.set(field, "2016-06-14 10:28:42.5+02:00")?;
/// }
/// assert_eq!(
///     event.to_json()?,
///     r#"{"utc":"2016-06-14T08:28:42Z","kept":"2016-06-14T10:28:42+02:00","naive":"2016-06-14T10:28:42Z"}"#
/// );
/// assert!(event.set("utc", "yesterday").is_err());
/// # Ok::<(), Error>(())
/// ```
impl FieldType for DateTime<Utc> {
    type Ref<'a> = DateTime<Utc>;
    const TYPE: &'static TypeDescriptor = &TypeDescriptor::moment("DateTime");

    fn borrow_field(&self) -> DateTime<Utc> {
        *self
    }

    #[inline]
    fn coerce(input: Input<'_>, cx: &mut ReadContext<'_>) -> Result<Self> {
        if let Input::Str(text) = &input
            && let Some(moment) = moment::parse_canonical(text)
        {
            return Ok(moment);
        }
        let moment = moment(&input, cx)?.to_utc();
        checked(&moment.naive_utc(), moment)
    }

    fn write_primitive(&self, out: &mut PrimitiveWriter<'_>) -> Result<()> {
        out.plain_str(moment::naive_text(&self.naive_utc(), &mut Buffer::new()));
        Ok(())
    }

    fn check(&self) -> Result<()> {
        checked(&self.naive_utc(), ())
    }

    fn to_value(&self) -> Value {
        Value::DateTime(self.fixed_offset())
    }

    fn display(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&moment::naive_to_text(self.naive_utc()))
    }
}

/// oslo's `DateTime`, with the offset it was read with. It takes what a `DateTime<Utc>` takes.
///
/// UTC is written `Z`, also when it was read as `+00:00`, which Python keeps.
impl FieldType for DateTime<FixedOffset> {
    type Ref<'a> = DateTime<FixedOffset>;
    const TYPE: &'static TypeDescriptor = &TypeDescriptor::moment("DateTime").detail("offset");

    fn borrow_field(&self) -> DateTime<FixedOffset> {
        *self
    }

    fn coerce(input: Input<'_>, cx: &mut ReadContext<'_>) -> Result<Self> {
        let moment = moment(&input, cx)?;
        checked(&moment::local(&moment), moment)
    }

    fn write_primitive(&self, out: &mut PrimitiveWriter<'_>) -> Result<()> {
        out.plain_str(&moment::to_text(self));
        Ok(())
    }

    fn check(&self) -> Result<()> {
        checked(&moment::local(self), ())
    }

    fn to_value(&self) -> Value {
        Value::DateTime(*self)
    }
}

/// oslo's `DateTime(tzinfo_aware=False)`: an offset is dropped, not converted. It takes what a `DateTime<Utc>` takes,
/// and is written with `Z`.
impl FieldType for NaiveDateTime {
    type Ref<'a> = NaiveDateTime;
    const TYPE: &'static TypeDescriptor = &TypeDescriptor::moment("DateTime").detail("naive");

    fn borrow_field(&self) -> NaiveDateTime {
        *self
    }

    fn coerce(input: Input<'_>, cx: &mut ReadContext<'_>) -> Result<Self> {
        let local = moment::local(&moment(&input, cx)?);
        checked(&local, local)
    }

    fn write_primitive(&self, out: &mut PrimitiveWriter<'_>) -> Result<()> {
        out.plain_str(moment::naive_text(self, &mut Buffer::new()));
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
        Input::Str(text) => moment::parse(text),
        _ => None,
    };
    moment.ok_or_else(|| expected("ISO 8601 date and time", input))
}

/// The value, if it is a moment of a year that Python has.
fn checked<T>(local: &NaiveDateTime, value: T) -> Result<T> {
    if moment::has_year(local) {
        Ok(value)
    } else {
        Err(Error::invalid(format!("expected a year from 1 to 9999, got {}", local.year())))
    }
}
