//! What a value is asked.

use std::fmt;

use crate::describe::descriptor::Form;
use crate::dynamic::contract::{DynObject, Value};
use crate::python::{address, moment, print};

impl Value {
    /// Whether this is null.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The text, if it is one.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    /// The number, if it is one that an `i64` holds.
    ///
    /// ```
    /// use versioned_object_core::wire::Limits;
    /// use versioned_object_core::Value;
    ///
    /// let found = Limits::DEFAULT.read_json(r#"{"sizes": [10, 20], "is_full": false}"#)?;
    /// let sizes = found.get("sizes").and_then(Value::as_list).unwrap_or_default();
    /// assert_eq!(sizes.iter().filter_map(Value::as_i64).sum::<i64>(), 30);
    /// assert_eq!(found.get("is_full").and_then(Value::as_bool), Some(false));
    /// assert_eq!(found.as_map().unwrap()[1].0, "is_full");
    /// assert_eq!(found.get("is_full").and_then(Value::as_i64), None); // nothing is converted
    /// # Ok::<(), versioned_object_core::Error>(())
    /// ```
    pub fn as_i64(&self) -> Option<i64> {
        match self {
            Self::Int(number) => Some(*number),
            _ => None,
        }
    }

    /// The truth value, if it is one; [`as_i64`](Self::as_i64) has an example.
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(truth) => Some(*truth),
            _ => None,
        }
    }

    /// The number, if it is one: a fraction, or a number without that a fraction holds.
    pub fn as_f64(&self) -> Option<f64> {
        match self {
            Self::Float(number) => Some(*number),
            Self::Int(number) => i32::try_from(*number).ok().map(f64::from),
            _ => None,
        }
    }

    /// The elements, if this is a list or a set; [`as_i64`](Self::as_i64) has an example.
    pub fn as_list(&self) -> Option<&[Value]> {
        match self {
            Self::List(items) | Self::Set(items) => Some(items),
            _ => None,
        }
    }

    /// The entries, if this is a map; [`as_i64`](Self::as_i64) has an example.
    pub fn as_map(&self) -> Option<&[(String, Value)]> {
        match self {
            Self::Map(entries) => Some(entries),
            _ => None,
        }
    }

    /// The object, if it is one.
    pub fn as_object(&self) -> Option<&dyn DynObject> {
        match self {
            Self::Object(object) => Some(&**object),
            _ => None,
        }
    }

    /// The value of a key, if this is a map that has it.
    pub fn get(&self, key: &str) -> Option<&Value> {
        match self {
            Self::Map(entries) => entries.iter().find(|(name, _)| name == key).map(|(_, value)| value),
            _ => None,
        }
    }
}

/// The smallest and the largest whole number of a type, by the bounds that it says: where it says none, those of an `i64`,
/// or of a `u64` where none is below zero.
pub(crate) fn whole_bounds(minimum: Option<i64>, maximum: Option<i64>) -> (i128, i128) {
    let least = minimum.map_or(i128::from(i64::MIN), i128::from);
    let most = if least < 0 { i128::from(i64::MAX) } else { i128::from(u64::MAX) };
    (least, maximum.map_or(most, i128::from))
}

impl Form {
    /// Whether a number is within the bounds, and whole where the form is; what is no number is.
    #[allow(clippy::cast_precision_loss, reason = "bounds are compared as numbers with a fraction")]
    pub(crate) fn holds(&self, value: &Value) -> bool {
        match (*self, value) {
            (
                Self::Integer { minimum, maximum },
                Value::Int(_) | Value::UInt(_) | Value::Digits(_) | Value::Float(_),
            ) => {
                let (least, most) = whole_bounds(minimum, maximum);
                let is_within = |number: i128| least <= number && number <= most;
                match value {
                    Value::Int(number) => is_within((*number).into()),
                    Value::UInt(number) => is_within((*number).into()),
                    // Beyond 64 bits.
                    Value::Digits(_) => false,
                    // `as` gives the nearest whole number there is.
                    #[allow(
                        clippy::cast_possible_truncation,
                        reason = "beyond them is beyond the bounds too"
                    )]
                    Value::Float(number) => number.fract() == 0.0 && is_within(*number as i128),
                    _ => true,
                }
            }
            (
                Self::Number { minimum, maximum },
                Value::Int(_) | Value::UInt(_) | Value::Digits(_) | Value::Float(_),
            ) => {
                let number = match value {
                    Value::Int(number) => *number as f64,
                    Value::UInt(number) => *number as f64,
                    Value::Digits(number) => number.nearest(),
                    Value::Float(number) => *number,
                    _ => return true,
                };
                minimum.is_none_or(|bound| number >= bound) && maximum.is_none_or(|bound| number <= bound)
            }
            _ => true,
        }
    }

    /// What a message calls the numbers within the bounds: `integer from 0 on`.
    pub(crate) fn range(&self) -> String {
        let (what, minimum, maximum) = match *self {
            Self::Integer { minimum, maximum } => {
                ("integer", minimum.map(|it| it.to_string()), maximum.map(|it| it.to_string()))
            }
            Self::Number { minimum, maximum } => {
                ("number", minimum.map(print::float), maximum.map(print::float))
            }
            _ => ("number", None, None),
        };
        match (minimum, maximum) {
            (Some(minimum), Some(maximum)) => format!("{what} from {minimum} to {maximum}"),
            (Some(minimum), None) => format!("{what} from {minimum} on"),
            (None, Some(maximum)) => format!("{what} up to {maximum}"),
            (None, None) => what.to_owned(),
        }
    }
}

impl Clone for Value {
    fn clone(&self) -> Self {
        match self {
            Self::Null => Self::Null,
            Self::Bool(truth) => Self::Bool(*truth),
            Self::Int(number) => Self::Int(*number),
            Self::UInt(number) => Self::UInt(*number),
            Self::Digits(number) => Self::Digits(number.clone()),
            Self::Float(number) => Self::Float(*number),
            Self::String(text) => Self::String(text.clone()),
            Self::DateTime(moment) => Self::DateTime(*moment),
            Self::NaiveDateTime(moment) => Self::NaiveDateTime(*moment),
            Self::Ip(address) => Self::Ip(*address),
            Self::Network(network) => Self::Network(*network),
            Self::List(items) => Self::List(items.clone()),
            Self::Set(items) => Self::Set(items.clone()),
            Self::Map(entries) => Self::Map(entries.clone()),
            Self::Object(object) => Self::Object(object.obj_clone_box()),
        }
    }
}

/// Drops values without recursion: those that are made by hand may be nested deeper than the stack allows.
pub(crate) fn dismantle(values: impl IntoIterator<Item = Value>) {
    let is_open = |value: &Value| matches!(value, Value::List(_) | Value::Set(_) | Value::Map(_));
    let mut open: Vec<Value> = values.into_iter().filter(is_open).collect();
    while let Some(value) = open.pop() {
        match value {
            Value::List(items) | Value::Set(items) => open.extend(items.into_iter().filter(is_open)),
            Value::Map(entries) => open.extend(entries.into_iter().map(|(_, value)| value).filter(is_open)),
            _ => {}
        }
    }
}

impl fmt::Display for Value {
    /// As oslo prints a value of a field: texts in single quotes, `None` for null.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("None"),
            Self::Bool(true) => f.write_str("True"),
            Self::Bool(false) => f.write_str("False"),
            Self::Int(number) => write!(f, "{number}"),
            Self::UInt(number) => write!(f, "{number}"),
            Self::Digits(number) => write!(f, "{number}"),
            Self::Float(number) => f.write_str(&print::float(*number)),
            Self::String(text) => write!(f, "'{text}'"),
            Self::DateTime(moment) => f.write_str(&moment::to_text(moment)),
            Self::NaiveDateTime(moment) => f.write_str(&moment::naive_to_text(*moment)),
            Self::Ip(address) => f.write_str(&address::address_text(*address)),
            Self::Network(network) => f.write_str(&address::network_text(*network)),
            Self::List(items) => print::bracketed(f, "[", items, "]"),
            Self::Set(items) => print::bracketed(f, "set([", items, "])"),
            Self::Map(entries) => {
                f.write_str("{")?;
                for (index, (key, value)) in entries.iter().enumerate() {
                    let comma = if index == 0 { "" } else { "," };
                    write!(f, "{comma}{key}={value}")?;
                }
                f.write_str("}")
            }
            Self::Object(object) => write!(f, "{object}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_that_are_not_said_are_those_of_64_bits() {
        assert_eq!(whole_bounds(None, None), (i64::MIN.into(), i64::MAX.into()));
        assert_eq!(whole_bounds(Some(0), None), (0, u64::MAX.into()));
        assert_eq!(whole_bounds(Some(-1), Some(5)), (-1, 5));
    }
}
