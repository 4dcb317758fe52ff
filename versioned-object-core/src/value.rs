//! A value of any field: what dict access takes and gives.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use chrono::{DateTime, FixedOffset, NaiveDateTime, TimeZone};
use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};
use uuid::Uuid;

use crate::error::{Error, Path, Result};
use crate::fields::{FieldType, Mode, ReadContext, net};
use crate::object::DynObject;
use crate::{python, time};

/// A value of any field: what dict access by name takes and gives.
///
/// Texts, numbers, lists and maps are as in JSON; dates, addresses, sets and objects keep their type. Whatever a field holds
/// turns into one, and `From` makes one of the Rust types a field can have.
///
/// ```
/// use versioned_object_core::Value;
///
/// assert_eq!(Value::from("a"), "a");
/// assert_eq!(Value::from(Some(3)), 3);
/// assert!(Value::from(None::<bool>).is_null());
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum Value {
    /// Null.
    Null,
    /// A truth value.
    Bool(bool),
    /// A number without fraction.
    Int(i64),
    /// A number without fraction, beyond `i64`.
    UInt(u64),
    /// A number with a fraction.
    Float(f64),
    /// A text; UUIDs and enum values are texts too.
    String(String),
    /// A moment, with its offset from UTC.
    DateTime(DateTime<FixedOffset>),
    /// A moment without an offset.
    NaiveDateTime(NaiveDateTime),
    /// An address of a network.
    Ip(IpAddr),
    /// A network, with the address it was given by.
    Network(IpNet),
    /// A list.
    List(Vec<Value>),
    /// A set.
    Set(Vec<Value>),
    /// A map, in the order its keys came.
    Map(Vec<(String, Value)>),
    /// An object.
    Object(Box<dyn DynObject>),
}

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
    pub fn as_i64(&self) -> Option<i64> {
        match self {
            Self::Int(number) => Some(*number),
            _ => None,
        }
    }

    /// The truth value, if it is one.
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

    /// The elements, if this is a list or a set.
    pub fn as_list(&self) -> Option<&[Value]> {
        match self {
            Self::List(items) | Self::Set(items) => Some(items),
            _ => None,
        }
    }

    /// The entries, if this is a map.
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

    /// The value as a field of type `T` takes it when it is set by name.
    ///
    /// ```
    /// use versioned_object_core::Value;
    ///
    /// assert_eq!(Value::from("12").coerce::<i64>()?, 12);
    /// assert!(Value::from("a dozen").coerce::<i64>().is_err());
    /// # Ok::<(), versioned_object_core::Error>(())
    /// ```
    ///
    /// # Errors
    /// When such a field does not take the value; null is for `Option`s only.
    pub fn coerce<T: FieldType>(self) -> Result<T> {
        if self.is_null() && !T::TYPE.nullable {
            return Err(Error::NullField { path: Path::default() });
        }
        let value = self.read(&mut ReadContext::new(Mode::Assign), T::coerce)?;
        value.check()?;
        Ok(value)
    }

    /// The value of a key, if this is a map that has it.
    pub fn get(&self, key: &str) -> Option<&Value> {
        match self {
            Self::Map(entries) => entries.iter().find(|(name, _)| name == key).map(|(_, value)| value),
            _ => None,
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

impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Null, Self::Null) => true,
            (Self::Bool(a), Self::Bool(b)) => a == b,
            (Self::Int(a), Self::Int(b)) => a == b,
            (Self::UInt(a), Self::UInt(b)) => a == b,
            (Self::Float(a), Self::Float(b)) => a == b,
            (Self::String(a), Self::String(b)) => a == b,
            (Self::DateTime(a), Self::DateTime(b)) => a == b,
            (Self::NaiveDateTime(a), Self::NaiveDateTime(b)) => a == b,
            (Self::Ip(a), Self::Ip(b)) => a == b,
            (Self::Network(a), Self::Network(b)) => a == b,
            (Self::List(a), Self::List(b)) | (Self::Set(a), Self::Set(b)) => a == b,
            (Self::Map(a), Self::Map(b)) => same_entries(a, b),
            (Self::Object(a), Self::Object(b)) => crate::dynamic::same_primitive(&**a, &**b),
            _ => false,
        }
    }
}

/// Whether two maps have the same entries, in any order.
fn same_entries(a: &[(String, Value)], b: &[(String, Value)]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let same_order = a.iter().zip(b).take_while(|((a, _), (b, _))| a == b).count();
    let (ordered, rest) = a.split_at(same_order);
    let others: HashMap<&str, &Value> = b[same_order..].iter().map(|(key, value)| (&**key, value)).collect();
    ordered.iter().zip(b).all(|((_, a), (_, b))| a == b)
        && rest.iter().all(|(key, value)| others.get(&**key) == Some(&value))
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

impl PartialEq<str> for Value {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == Some(other)
    }
}

impl PartialEq<&str> for Value {
    fn eq(&self, other: &&str) -> bool {
        self == *other
    }
}

impl PartialEq<i64> for Value {
    fn eq(&self, other: &i64) -> bool {
        self.as_i64() == Some(*other)
    }
}

impl PartialEq<bool> for Value {
    fn eq(&self, other: &bool) -> bool {
        self.as_bool() == Some(*other)
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
            Self::Float(number) => f.write_str(&python::float(*number)),
            Self::String(text) => write!(f, "'{text}'"),
            Self::DateTime(moment) => f.write_str(&time::to_text(moment)),
            Self::NaiveDateTime(moment) => f.write_str(&time::naive_to_text(*moment)),
            Self::Ip(address) => f.write_str(&net::address_text(*address)),
            Self::Network(network) => f.write_str(&net::network_text(*network)),
            Self::List(items) => python::bracketed(f, "[", items, "]"),
            Self::Set(items) => python::bracketed(f, "set([", items, "])"),
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

macro_rules! from {
    ($($from:ty => |$value:ident| $to:expr),* $(,)?) => {$(
        impl From<$from> for Value {
            fn from($value: $from) -> Self {
                $to
            }
        }
    )*};
}

from! {
    () => |_nothing| Self::Null,
    bool => |value| Self::Bool(value),
    i32 => |value| Self::Int(value.into()),
    i64 => |value| Self::Int(value),
    u32 => |value| Self::Int(value.into()),
    f64 => |value| Self::Float(value),
    &str => |value| Self::String(value.to_owned()),
    &String => |value| Self::String(value.clone()),
    String => |value| Self::String(value),
    Cow<'_, str> => |value| Self::String(value.into_owned()),
    Uuid => |value| Self::String(value.hyphenated().to_string()),
    NaiveDateTime => |value| Self::NaiveDateTime(value),
    IpAddr => |value| Self::Ip(value),
    Ipv4Addr => |value| Self::Ip(value.into()),
    Ipv6Addr => |value| Self::Ip(value.into()),
    IpNet => |value| Self::Network(value),
    Ipv4Net => |value| Self::Network(value.into()),
    Ipv6Net => |value| Self::Network(value.into()),
    Box<dyn DynObject> => |value| Self::Object(value),
}

impl From<u64> for Value {
    fn from(value: u64) -> Self {
        i64::try_from(value).map_or(Self::UInt(value), Self::Int)
    }
}

impl<Tz: TimeZone> From<DateTime<Tz>> for Value {
    fn from(value: DateTime<Tz>) -> Self {
        Self::DateTime(value.fixed_offset())
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl<T: Into<Value>> From<Vec<T>> for Value {
    fn from(value: Vec<T>) -> Self {
        Self::List(value.into_iter().map(Into::into).collect())
    }
}

impl<T: Into<Value>, const N: usize> From<[T; N]> for Value {
    fn from(value: [T; N]) -> Self {
        Self::List(value.into_iter().map(Into::into).collect())
    }
}

impl<T: Into<Value>> From<BTreeSet<T>> for Value {
    fn from(value: BTreeSet<T>) -> Self {
        Self::Set(value.into_iter().map(Into::into).collect())
    }
}

impl<T: Into<Value>> From<BTreeMap<String, T>> for Value {
    fn from(value: BTreeMap<String, T>) -> Self {
        Self::Map(value.into_iter().map(|(key, value)| (key, value.into())).collect())
    }
}

impl From<serde_json::Value> for Value {
    fn from(value: serde_json::Value) -> Self {
        match value {
            serde_json::Value::Null => Self::Null,
            serde_json::Value::Bool(truth) => Self::Bool(truth),
            serde_json::Value::Number(number) => match (number.as_i64(), number.as_u64()) {
                (Some(number), _) => Self::Int(number),
                (None, Some(number)) => Self::UInt(number),
                (None, None) => Self::Float(number.as_f64().unwrap_or(f64::NAN)),
            },
            serde_json::Value::String(text) => Self::String(text),
            serde_json::Value::Array(items) => Self::List(items.into_iter().map(Self::from).collect()),
            serde_json::Value::Object(entries) => {
                Self::Map(entries.into_iter().map(|(key, value)| (key, Self::from(value))).collect())
            }
        }
    }
}

impl TryFrom<Value> for serde_json::Value {
    type Error = Error;

    /// The value as JSON: dates as texts, sets as arrays, objects as envelopes.
    fn try_from(value: Value) -> Result<Self> {
        serde_json::to_value(&value).map_err(|error| Error::invalid(error.to_string()))
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(truth) => serializer.serialize_bool(*truth),
            Self::Int(number) => serializer.serialize_i64(*number),
            Self::UInt(number) => serializer.serialize_u64(*number),
            Self::Float(number) => {
                number.check().map_err(serde::ser::Error::custom)?;
                serializer.serialize_f64(*number)
            }
            Self::String(text) => serializer.serialize_str(text),
            Self::DateTime(moment) => serializer.serialize_str(&time::to_text(moment)),
            Self::NaiveDateTime(moment) => serializer.serialize_str(&time::naive_to_text(*moment)),
            Self::Ip(address) => serializer.serialize_str(&net::address_text(*address)),
            Self::Network(network) => serializer.serialize_str(&net::network_text(*network)),
            Self::List(items) | Self::Set(items) => {
                let mut seq = serializer.serialize_seq(Some(items.len()))?;
                for item in items {
                    seq.serialize_element(item)?;
                }
                seq.end()
            }
            Self::Map(entries) => {
                let mut map = serializer.serialize_map(Some(entries.len()))?;
                for (key, value) in entries {
                    map.serialize_entry(key, value)?;
                }
                map.end()
            }
            Self::Object(object) => crate::wire::primitive_value(&**object)
                .map_err(serde::ser::Error::custom)?
                .serialize(serializer),
        }
    }
}
