//! Objects and values through any format of serde.

use serde::ser::{SerializeMap as _, SerializeSeq as _};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::base::error::{Error, Result};
use crate::dynamic::contract::{DynObject, Value};
use crate::dynamic::input::once;
use crate::dynamic::versioned::VersionedObject;
use crate::primitive::limits::Mode;
use crate::primitive::read::ReadContext;
use crate::primitive::write::{dated, finite, zoned};
use crate::python::{address, moment};
use crate::wire::write::to_string;
use crate::wire::{envelope, reader, write};

impl TryFrom<Value> for serde_json::Value {
    type Error = Error;

    /// The value as JSON: dates as texts, sets as arrays, objects as envelopes, and integers beyond 64 bits as
    /// `serde_json` reads them, as the nearest float.
    fn try_from(value: Value) -> Result<Self> {
        Ok(match value {
            Value::String(text) => text.into(),
            Value::Digits(number) => {
                let nearest = number.nearest();
                finite(nearest)?;
                nearest.into()
            }
            Value::List(items) | Value::Set(items) => {
                let items = items
                    .into_iter()
                    .enumerate()
                    .map(|(index, item)| Self::try_from(item).map_err(|error| error.at_index(index)));
                items.collect::<Result<_>>()?
            }
            Value::Map(entries) => {
                once(&entries)?;
                let entries = entries.into_iter().map(|(key, value)| match Self::try_from(value) {
                    Ok(value) => Ok((key, value)),
                    Err(error) => Err(error.at_key(&key)),
                });
                Self::Object(entries.collect::<Result<_>>()?)
            }
            plain => serde_json::to_value(&plain).map_err(|error| Error::invalid(error.to_string()))?,
        })
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(truth) => serializer.serialize_bool(*truth),
            Self::Int(number) => serializer.serialize_i64(*number),
            Self::UInt(number) => serializer.serialize_u64(*number),
            // A number that changes is worse than one that is refused.
            Self::Digits(number) => match (number.as_str().parse(), number.as_str().parse()) {
                (Ok(number), _) => serializer.serialize_i128(number),
                (_, Ok(number)) => serializer.serialize_u128(number),
                _ => Err(serde::ser::Error::custom(format!("serde has no integer as large as {number}"))),
            },
            Self::Float(number) => {
                finite(*number).map_err(serde::ser::Error::custom)?;
                serializer.serialize_f64(*number)
            }
            Self::String(text) => serializer.serialize_str(text),
            Self::DateTime(moment) => {
                zoned(moment).map_err(serde::ser::Error::custom)?;
                serializer.serialize_str(&moment::to_text(moment))
            }
            Self::NaiveDateTime(moment) => {
                dated(moment).map_err(serde::ser::Error::custom)?;
                serializer.serialize_str(&moment::naive_to_text(*moment))
            }
            Self::Ip(address) => serializer.serialize_str(&address::address_text(*address)),
            Self::Network(network) => serializer.serialize_str(&address::network_text(*network)),
            Self::List(items) | Self::Set(items) => {
                let mut seq = serializer.serialize_seq(Some(items.len()))?;
                for item in items {
                    seq.serialize_element(item)?;
                }
                seq.end()
            }
            Self::Map(entries) => {
                once(entries).map_err(serde::ser::Error::custom)?;
                let mut map = serializer.serialize_map(Some(entries.len()))?;
                for (key, value) in entries {
                    map.serialize_entry(key, value)?;
                }
                map.end()
            }
            Self::Object(object) => {
                write::primitive_value(&**object).map_err(serde::ser::Error::custom)?.serialize(serializer)
            }
        }
    }
}

/// `Serialize` of a type that derives `VersionedObject`: the envelope, through any serializer.
///
/// # Errors
/// The serializer's, or a value that has no form on the wire.
pub fn serialize<S: Serializer>(object: &dyn DynObject, serializer: S) -> Result<S::Ok, S::Error> {
    written(to_string(object), serializer)
}

/// What was written as JSON, through any serializer.
pub(crate) fn written<S: Serializer>(text: Result<String>, serializer: S) -> Result<S::Ok, S::Error> {
    let text = text.map_err(serde::ser::Error::custom)?;
    let mut value = serde_json::Deserializer::from_str(&text);
    reader::ordered(&mut value).map_err(serde::ser::Error::custom)?.serialize(serializer)
}

/// `Deserialize` of a type that derives `VersionedObject`: the envelope, through any deserializer.
///
/// # Errors
/// The deserializer's, or what [`from_str`](crate::wire::from_str) returns.
pub fn deserialize<'de, T: VersionedObject, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    read(ReadContext::new(Mode::Envelope), deserializer)
}

/// An object, through any deserializer.
pub(crate) fn read<'de, T: VersionedObject, D: Deserializer<'de>>(
    mut cx: ReadContext<'_>,
    deserializer: D,
) -> Result<T, D::Error> {
    let mut object = T::orphan();
    let read =
        reader::root(deserializer, &mut cx, &mut |map, cx| envelope::read_object(map, &mut object, cx));
    match read {
        Ok(()) => Ok(object),
        Err(error) => Err(serde::de::Error::custom(cx.unpark(&error).at(T::NAME))),
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        reader::ordered(deserializer)
    }
}
