//! Numbers, truth values and UUIDs.

use std::fmt;

use uuid::Uuid;

use super::{FieldType, Input, ReadContext, expected};
use crate::descriptor::TypeDescriptor;
use crate::error::{Error, Result};
use crate::python;
use crate::value::Value;
use crate::wire::PrimitiveWriter;

/// oslo's `Integer`: within `i64`. A text that Python's `int` takes is read, a fraction is cut off.
impl FieldType for i64 {
    type Ref<'a> = i64;
    const TYPE: &'static TypeDescriptor = &TypeDescriptor::scalar("Integer");

    fn borrow_field(&self) -> i64 {
        *self
    }

    #[inline]
    fn coerce(input: Input<'_>, _cx: &mut ReadContext<'_>) -> Result<Self> {
        match input {
            Input::Int(number) => Ok(number),
            input => integer(&input),
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
fn integer(input: &Input<'_>) -> Result<i64> {
    match input {
        Input::Int(number) => Ok(*number),
        Input::Bool(truth) => Ok((*truth).into()),
        Input::Str(text) => python::parse_int(text).ok_or_else(|| expected("integer", input)),
        Input::Float(number) => truncate(*number).ok_or_else(|| expected("integer", input)),
        Input::UInt(_) => Err(expected("integer below 2^63", input)),
        _ => Err(expected("integer", input)),
    }
}

/// The whole part of a number, when an `i64` holds it.
fn truncate(number: f64) -> Option<i64> {
    // Both bounds are exact, 2^63; a number at one of them may have been rounded to it.
    let inside = number.abs() < 9_223_372_036_854_775_808.0;
    #[allow(clippy::cast_possible_truncation, reason = "the bounds were checked, the fraction is to go")]
    inside.then_some(number as i64)
}

/// oslo's `Float`, finite.
impl FieldType for f64 {
    type Ref<'a> = f64;
    const TYPE: &'static TypeDescriptor = &TypeDescriptor::scalar("Float");

    fn borrow_field(&self) -> f64 {
        *self
    }

    fn coerce(input: Input<'_>, _cx: &mut ReadContext<'_>) -> Result<Self> {
        #[allow(clippy::cast_precision_loss, reason = "Python's float(int) rounds the same way")]
        let number = match &input {
            Input::Float(number) => Some(*number),
            Input::Int(number) => Some(*number as f64),
            Input::UInt(number) => Some(*number as f64),
            Input::Bool(truth) => Some(f64::from(u8::from(*truth))),
            Input::Str(text) => python::parse_float(text),
            _ => None,
        };
        number.filter(|number| number.is_finite()).ok_or_else(|| expected("finite number", &input))
    }

    fn write_primitive(&self, out: &mut PrimitiveWriter<'_>) -> Result<()> {
        out.float(*self)
    }

    fn to_value(&self) -> Value {
        Value::Float(*self)
    }

    fn check(&self) -> Result<()> {
        if self.is_finite() {
            Ok(())
        } else {
            Err(Error::invalid(format!("expected finite number, got {}", python::float(*self))))
        }
    }
}

/// oslo's `Boolean`: whatever Python holds for true is.
impl FieldType for bool {
    type Ref<'a> = bool;
    const TYPE: &'static TypeDescriptor = &TypeDescriptor::scalar("Boolean");

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
impl FieldType for Uuid {
    type Ref<'a> = Uuid;
    const TYPE: &'static TypeDescriptor = &TypeDescriptor::scalar("UUID");

    fn borrow_field(&self) -> Uuid {
        *self
    }

    #[inline]
    fn coerce(input: Input<'_>, _cx: &mut ReadContext<'_>) -> Result<Self> {
        match &input {
            Input::Str(text) => Uuid::parse_str(text).map_err(|_| expected("UUID", &input)),
            _ => Err(expected("UUID", &input)),
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
