//! Moments, and spans of time.

use std::fmt;
use std::time::{Duration, SystemTime};

use chrono::{DateTime, FixedOffset, NaiveDateTime, Utc};

use crate::base::error::{Error, Result};
use crate::describe::descriptor::{Form, TypeDescriptor};
use crate::dynamic::contract::{Input, Value};
use crate::fields::field_type::{FieldType, expected};
use crate::fields::types::scalar;
use crate::primitive::json_text::JsonText;
use crate::primitive::limits::Mode;
use crate::primitive::read::ReadContext;
use crate::primitive::scalar::Scalar;
use crate::primitive::write::{PrimitiveWriter, dated, zoned};
use crate::python::moment;
use crate::python::moment::Buffer;

/// oslo's `DateTime`, turned to UTC: another offset is read as the same instant. Written without fractions.
///
/// By name it takes a moment, or a text in ISO 8601 as the `iso8601` package reads it; from an envelope a text only. A
/// text without an offset is in UTC. The year is from 1 to 9999, as Python's, and no second is a leap second.
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

    #[inline]
    fn quick_text(text: &mut JsonText<'_>) -> Option<Self> {
        text.sized(moment::CANONICAL, moment::parse_canonical)
    }

    #[inline]
    fn quick_scalar(value: Scalar<'_>) -> Option<Self> {
        match value {
            Scalar::Moment(moment) => checked(&moment, moment.and_utc()).ok(),
            _ => None,
        }
    }

    fn write_primitive(&self, out: &mut PrimitiveWriter<'_>) -> Result<()> {
        out.plain_str(moment::naive_text(&self.naive_utc(), &mut Buffer::new()));
        Ok(())
    }

    fn check(&self) -> Result<()> {
        dated(&self.naive_utc())
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
/// UTC is written `Z`, also when it was read as `+00:00`, which Python keeps. An offset is one of whole minutes: ISO 8601 has
/// no other.
impl FieldType for DateTime<FixedOffset> {
    type Ref<'a> = DateTime<FixedOffset>;
    const TYPE: &'static TypeDescriptor = &TypeDescriptor::moment("DateTime").detail("offset");

    fn borrow_field(&self) -> DateTime<FixedOffset> {
        *self
    }

    fn coerce(input: Input<'_>, cx: &mut ReadContext<'_>) -> Result<Self> {
        let moment = moment(&input, cx)?;
        zoned(&moment).map(|()| moment)
    }

    fn write_primitive(&self, out: &mut PrimitiveWriter<'_>) -> Result<()> {
        out.plain_str(&moment::to_text(self));
        Ok(())
    }

    fn check(&self) -> Result<()> {
        zoned(self)
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
        dated(self)
    }

    fn to_value(&self) -> Value {
        Value::NaiveDateTime(*self)
    }
}

/// A moment of the system's clock; to oslo, a `DateTime`. It takes what a `DateTime<Utc>` takes, and is written as one.
///
/// ```
/// use std::time::{Duration, SystemTime};
/// use versioned_object_core::prelude::*;
///
/// #[derive(Clone, VersionedObject)]
/// #[versioned_object(version = "1.0")]
/// struct Event {
///     at: Attr<SystemTime>,
///     meta: ObjectMeta,
/// }
///
/// let mut event = Event::orphan();
/// event.set_at(SystemTime::UNIX_EPOCH - Duration::from_secs(1))?;
/// assert_eq!(event.to_json()?, r#"{"at":"1969-12-31T23:59:59Z"}"#);
/// # Ok::<(), Error>(())
/// ```
impl FieldType for SystemTime {
    type Ref<'a> = SystemTime;
    const TYPE: &'static TypeDescriptor = <DateTime<Utc> as FieldType>::TYPE;

    fn borrow_field(&self) -> SystemTime {
        *self
    }

    fn coerce(input: Input<'_>, cx: &mut ReadContext<'_>) -> Result<Self> {
        let moment = DateTime::<Utc>::coerce(input, cx)?;
        let time = moment::to_system_time(&moment);
        time.ok_or_else(|| {
            expected("moment that the system's clock has", &Input::DateTime(moment.fixed_offset()))
        })
    }

    fn write_primitive(&self, out: &mut PrimitiveWriter<'_>) -> Result<()> {
        in_years(*self)?.write_primitive(out)
    }

    fn check(&self) -> Result<()> {
        in_years(*self).map(drop)
    }

    fn to_value(&self) -> Value {
        (*self).into()
    }
}

/// A moment of the system's clock, if it is one of a year that Python has.
fn in_years(time: SystemTime) -> Result<DateTime<Utc>> {
    match moment::of_system_time(time) {
        Some(moment) => checked(&moment.naive_utc(), moment),
        None => Err(Error::invalid("expected a year from 1 to 9999, got one that no calendar has")),
    }
}

/// The number of seconds below which a [`Duration`] goes.
const LONGEST: f64 = 18_446_744_073_709_549_568.0;

/// A span of time; to oslo, a `NonNegativeFloat`: the number of seconds.
///
/// By name and from an envelope it takes what the `Float` of an `f64` takes, from 0 on, and rounds it to nanoseconds. A
/// typed setter takes what comes back the same: with a fraction, what has no more digits than an `f64`.
///
/// ```
/// use std::time::Duration;
/// use versioned_object_core::prelude::*;
///
/// #[derive(Clone, VersionedObject)]
/// #[versioned_object(version = "1.0")]
/// struct Job {
///     #[field(default = Duration::from_secs(90))]
///     timeout: Attr<Duration>,
///     meta: ObjectMeta,
/// }
///
/// let mut job = Job::orphan();
/// job.set_timeout(Duration::from_millis(1500))?;
/// assert_eq!(job.to_json()?, r#"{"timeout":1.5}"#);
/// job.set("timeout", 90)?;
/// assert_eq!(job.timeout()?, Duration::from_secs(90));
/// assert!(job.set("timeout", -1).is_err());
/// assert!(job.set_timeout(Duration::MAX).is_err());
/// # Ok::<(), Error>(())
/// ```
impl FieldType for Duration {
    type Ref<'a> = Duration;
    const TYPE: &'static TypeDescriptor = &TypeDescriptor::number("NonNegativeFloat")
        .detail("duration")
        .form(Form::Number { minimum: Some(0.0), maximum: Some(LONGEST) });

    fn borrow_field(&self) -> Duration {
        *self
    }

    fn coerce(input: Input<'_>, _cx: &mut ReadContext<'_>) -> Result<Self> {
        let duration = scalar::float(&input).and_then(|number| Duration::try_from_secs_f64(number).ok());
        duration.ok_or_else(|| expected("number of seconds from 0 to below 2^64", &input))
    }

    fn write_primitive(&self, out: &mut PrimitiveWriter<'_>) -> Result<()> {
        out.float(self.as_secs_f64())
    }

    fn check(&self) -> Result<()> {
        if Duration::try_from_secs_f64(self.as_secs_f64()) == Ok(*self) {
            return Ok(());
        }
        Err(Error::invalid(format!("expected duration that a number of seconds holds, got {self:?}")))
    }

    fn to_value(&self) -> Value {
        (*self).into()
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

/// The value, if it is a moment that peers read.
fn checked<T>(local: &NaiveDateTime, value: T) -> Result<T> {
    dated(local).map(|()| value)
}
