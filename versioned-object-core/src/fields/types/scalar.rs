//! Numbers, truth values and UUIDs.

use std::fmt;

use uuid::Uuid;
use uuid::fmt::Hyphenated;

use crate::base::error::Result;
use crate::describe::descriptor::{Matching, TypeDescriptor};
use crate::dynamic::contract::{Input, Value};
use crate::fields::field_type::{FieldType, expected};
use crate::primitive::json_text::JsonText;
use crate::primitive::read::ReadContext;
use crate::primitive::scalar::Scalar;
use crate::primitive::write::{PrimitiveWriter, finite};
use crate::python::print;

/// oslo's `Integer`: within `i64`.
///
/// By name and from an envelope it takes what Python's `int` takes: a text of digits of any script, with blanks around
/// it, a sign and `_` between digits; a truth value; a number with a fraction, which is cut off. What is beyond `i64`
/// is refused, where Python has larger numbers.
///
/// ```
/// use versioned_object_core::prelude::*;
///
/// #[derive(Clone, VersionedObject)]
/// #[versioned_object(version = "1.0")]
/// struct Disk {
///     size: Attr<i64>,
///     ratio: Attr<f64>,
///     on: Attr<bool>,
///     id: Attr<Uuid>,
///     meta: ObjectMeta,
/// }
///
/// let mut disk = Disk::new(&Context::admin());
/// disk.set("size", " 1_000 ")?;
/// disk.set("ratio", "1e3")?;
/// disk.set("on", "no")?; // Python's `bool("no")`; FlexibleBoolean reads words.
/// disk.set("id", "{6BA7B810-9DAD-11D1-80B4-00C04FD430C8}")?;
/// assert_eq!(disk.to_string(), "Disk(id=6ba7b810-9dad-11d1-80b4-00c04fd430c8,on=True,ratio=1000.0,size=1000)");
/// let error = disk.set("size", "1.5").unwrap_err();
/// assert_eq!(error.to_string(), r#"Disk.size: expected integer, got "1.5""#);
/// assert!(disk.set("ratio", f64::NAN).is_err());
/// # Ok::<(), Error>(())
/// ```
impl FieldType for i64 {
    type Ref<'a> = i64;
    const TYPE: &'static TypeDescriptor =
        &TypeDescriptor::integer("Integer").samples(&["0", "-1", "1", "42"]);

    fn borrow_field(&self) -> i64 {
        *self
    }

    #[inline]
    fn coerce(input: Input<'_>, _cx: &mut ReadContext<'_>) -> Result<Self> {
        match input {
            Input::Int(number) => Ok(number),
            input => i64_of(&input),
        }
    }

    #[inline]
    fn quick_text(text: &mut JsonText<'_>) -> Option<Self> {
        text.short_int()
    }

    #[inline]
    fn quick_scalar(value: Scalar<'_>) -> Option<Self> {
        match value {
            Scalar::Int(number) => Some(number),
            _ => None,
        }
    }

    fn write_primitive(&self, out: &mut PrimitiveWriter<'_>) -> Result<()> {
        out.int(*self);
        Ok(())
    }

    fn to_value(&self) -> Value {
        Value::Int(*self)
    }
}

/// The integer in what is none by itself, as Python's `int` gives it.
fn i64_of(input: &Input<'_>) -> Result<i64> {
    let number = integer(input).ok_or_else(|| expected("integer", input))?;
    let bound = if number < 0 { "integer from -2^63 on" } else { "integer below 2^63" };
    i64::try_from(number).map_err(|_| expected(bound, input))
}

/// The number that Python's `int` makes of a value.
pub(crate) fn integer(input: &Input<'_>) -> Option<i128> {
    match input {
        Input::Int(number) => Some((*number).into()),
        Input::UInt(number) => Some((*number).into()),
        // Of those that 128 bits do not hold, the largest or the smallest that they do.
        Input::Digits(number) => {
            let end = if number.is_negative() { i128::MIN } else { i128::MAX };
            Some(number.as_str().parse().unwrap_or(end))
        }
        Input::Bool(truth) => Some((*truth).into()),
        Input::Str(text) => print::parse_int(text),
        Input::Float(number) => truncate(*number),
        _ => None,
    }
}

/// The whole part of a number. One that 64 bits do not hold may be an integer that serde rounded, and stands for others too.
fn truncate(number: f64) -> Option<i128> {
    let inside = number > -9_223_372_036_854_775_808.0 && number < 18_446_744_073_709_551_616.0;
    #[allow(clippy::cast_possible_truncation, reason = "the bounds were checked, the fraction is to go")]
    inside.then_some(number as i128)
}

/// The finite number that Python's `float` makes of a value.
pub(crate) fn float(input: &Input<'_>) -> Option<f64> {
    #[allow(clippy::cast_precision_loss, reason = "Python's float(int) rounds the same way")]
    let number = match input {
        Input::Float(number) => Some(*number),
        Input::Int(number) => Some(*number as f64),
        Input::UInt(number) => Some(*number as f64),
        Input::Digits(number) => Some(number.nearest()),
        Input::Bool(truth) => Some(f64::from(u8::from(*truth))),
        Input::Str(text) => print::parse_float(text),
        _ => None,
    };
    number.filter(|number| number.is_finite())
}

/// oslo's `Float`, finite.
///
/// By name and from an envelope it takes what Python's `float` takes: any number, and a text as for an integer, with a
/// point and an exponent. NaN and infinities are refused, also from a typed setter: JSON has neither.
impl FieldType for f64 {
    type Ref<'a> = f64;
    const TYPE: &'static TypeDescriptor =
        &TypeDescriptor::number("Float").samples(&["0.0", "-0.5", "0.5", "1.5"]);

    fn borrow_field(&self) -> f64 {
        *self
    }

    fn coerce(input: Input<'_>, _cx: &mut ReadContext<'_>) -> Result<Self> {
        float(&input).ok_or_else(|| expected("finite number", &input))
    }

    fn write_primitive(&self, out: &mut PrimitiveWriter<'_>) -> Result<()> {
        out.float(*self)
    }

    fn to_value(&self) -> Value {
        Value::Float(*self)
    }

    fn check(&self) -> Result<()> {
        finite(*self)
    }
}

/// oslo's `Boolean`: whatever Python holds for true is.
///
/// By name and from an envelope it takes anything but null: zero and what is empty are false, all else is true, the
/// text `no` too. [`FlexibleBoolean`](crate::fields::FlexibleBoolean) reads words.
impl FieldType for bool {
    type Ref<'a> = bool;
    const TYPE: &'static TypeDescriptor = &TypeDescriptor::truth("Boolean").matching(Matching::Strict);

    fn borrow_field(&self) -> bool {
        *self
    }

    #[inline]
    fn coerce(input: Input<'_>, cx: &mut ReadContext<'_>) -> Result<Self> {
        match input {
            Input::Bool(truth) => Ok(truth),
            input => truth(input, cx),
        }
    }

    #[inline]
    fn quick_text(text: &mut JsonText<'_>) -> Option<Self> {
        text.truth()
    }

    #[inline]
    fn quick_scalar(value: Scalar<'_>) -> Option<Self> {
        match value {
            Scalar::Bool(truth) => Some(truth),
            Scalar::Int(number) => Some(number != 0),
            _ => None,
        }
    }

    fn write_primitive(&self, out: &mut PrimitiveWriter<'_>) -> Result<()> {
        out.bool(*self);
        Ok(())
    }

    fn to_value(&self) -> Value {
        Value::Bool(*self)
    }
}

/// The truth value of anything, as Python's `bool` gives it.
fn truth(input: Input<'_>, cx: &mut ReadContext<'_>) -> Result<bool> {
    match input {
        Input::Bool(truth) => Ok(truth),
        Input::Null => Err(expected("boolean", &input)),
        Input::Int(number) => Ok(number != 0),
        Input::UInt(number) => Ok(number != 0),
        Input::Digits(_) => Ok(true),
        Input::Float(number) => Ok(number != 0.0),
        Input::Str(text) => Ok(!text.is_empty()),
        input => Ok(match input.into_value(cx)? {
            Value::List(items) | Value::Set(items) => !items.is_empty(),
            Value::Map(entries) => !entries.is_empty(),
            _ => true,
        }),
    }
}

/// oslo's `UUID`, validated; written in lower case with hyphens.
///
/// It takes the texts that Python's `uuid.UUID` takes: in braces or behind `urn:uuid:`, and hyphens anywhere or
/// nowhere. oslo takes any value, warns that it will not, and keeps it as it stands.
impl FieldType for Uuid {
    type Ref<'a> = Uuid;
    const TYPE: &'static TypeDescriptor = &TypeDescriptor::uuid("UUID").matching(Matching::AsItStands);

    fn borrow_field(&self) -> Uuid {
        *self
    }

    #[inline]
    fn coerce(input: Input<'_>, _cx: &mut ReadContext<'_>) -> Result<Self> {
        match &input {
            Input::Str(text) => {
                let uuid = Uuid::try_parse(text).ok().or_else(|| loose_uuid(text));
                uuid.ok_or_else(|| expected("UUID", &input))
            }
            _ => Err(expected("UUID", &input)),
        }
    }

    #[inline]
    fn quick_text(text: &mut JsonText<'_>) -> Option<Self> {
        text.sized(Hyphenated::LENGTH, |plain| Uuid::try_parse(plain).ok())
    }

    #[inline]
    fn quick_scalar(value: Scalar<'_>) -> Option<Self> {
        match value {
            Scalar::Text(text) => Uuid::try_parse(text).ok(),
            _ => None,
        }
    }

    fn write_primitive(&self, out: &mut PrimitiveWriter<'_>) -> Result<()> {
        out.plain_str(self.hyphenated().encode_lower(&mut Uuid::encode_buffer()));
        Ok(())
    }

    fn to_value(&self) -> Value {
        (*self).into()
    }

    fn display(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// A UUID with its hyphens elsewhere, as Python's `uuid.UUID` reads it.
pub(crate) fn loose_uuid(text: &str) -> Option<Uuid> {
    let text = text.replace("urn:", "").replace("uuid:", "");
    let digits = text.trim_matches(['{', '}']).replace('-', "");
    if digits.len() == 32 { Uuid::try_parse(&digits).ok() } else { None }
}
