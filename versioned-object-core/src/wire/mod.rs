//! The envelope: how objects travel between services.
//!
//! ```json
//! {"versioned_object.name": "Backup", "versioned_object.namespace": "cinder", "versioned_object.version": "1.4",
//!  "versioned_object.data": {"id": "…"}, "versioned_object.changes": ["id"]}
//! ```
//!
//! [`to_string`] and [`from_str`] do the usual; [`Reader`] and [`WriteOptions`] carry what can be chosen.

mod backport;
mod limits;
mod read;
mod write;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::error::{Error, Result};
use crate::fields::{Mode, ReadContext};
use crate::object::{DynObject, VersionedObject};

pub use limits::Limits;
pub use read::Reader;
pub use write::{PrimitiveWriter, WriteOptions};

pub(crate) use backport::Manifest;
pub(crate) use read::{incompatible, read_object, read_registered, unsupported};
pub(crate) use write::write_object;

/// The object's envelope as JSON text.
///
/// # Errors
/// When a value has no form on the wire, such as a number that is not finite.
pub fn to_string(object: &dyn DynObject) -> Result<String> {
    WriteOptions::default().to_string(object)
}

/// Reads an object of a known type from the text of its envelope.
///
/// # Errors
/// When the text is not JSON, the envelope is not one of `T`, or a field does not take its value. The error has the
/// path of what is wrong.
pub fn from_str<T: VersionedObject>(text: &str) -> Result<T> {
    Reader::new().read(text)
}

/// The object's envelope as a JSON value.
pub(crate) fn primitive_value(object: &dyn DynObject) -> Result<serde_json::Value> {
    WriteOptions::default().to_value(object)
}

/// `Serialize` of a type that derives `VersionedObject`: the envelope, through any serializer.
///
/// # Errors
/// The serializer's, or a value that has no form on the wire.
pub fn serialize<S: Serializer>(object: &dyn DynObject, serializer: S) -> Result<S::Ok, S::Error> {
    let text = to_string(object).map_err(serde::ser::Error::custom)?;
    let mut value = serde_json::Deserializer::from_str(&text);
    read::ordered(&mut value).map_err(serde::ser::Error::custom)?.serialize(serializer)
}

/// `Deserialize` of a type that derives `VersionedObject`: the envelope, through any deserializer.
///
/// # Errors
/// The deserializer's, or what [`from_str`] returns.
pub fn deserialize<'de, T: VersionedObject, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut cx = ReadContext::new(Mode::Envelope);
    let mut object = T::orphan();
    let read = read::root(deserializer, &mut cx, &mut |map, cx| read::read_object(map, &mut object, cx));
    match read {
        Ok(()) => Ok(object),
        Err(error) => Err(serde::de::Error::custom(cx.unpark(&error).at(T::NAME))),
    }
}

impl<'de> Deserialize<'de> for crate::value::Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read::ordered(deserializer)
    }
}

/// The fields of an object alone, as JSON text: for REST and for people.
///
/// # Errors
/// As [`to_string`].
pub fn to_json(object: &dyn DynObject) -> Result<String> {
    WriteOptions::default().plain().to_string(object)
}

/// Reads an object from its fields alone. Every field that is given counts as changed, and an unknown one is an error.
///
/// # Errors
/// As [`from_str`].
pub fn from_json<T: VersionedObject>(text: &str) -> Result<T> {
    Reader::new().unknown_fields(crate::fields::UnknownFields::Reject).read_plain(text)
}

fn not_a_map(found: &crate::fields::Input<'_>) -> Error {
    Error::envelope(format!("expected a map, got {}", found.describe()))
}
