//! The envelope: how objects travel between services.
//!
//! ```json
//! {"versioned_object.name": "Backup", "versioned_object.namespace": "cinder", "versioned_object.version": "1.4",
//!  "versioned_object.data": {"id": "…"}, "versioned_object.changes": ["id"]}
//! ```
//!
//! [`to_string`] and [`from_str`] do the usual; [`Reader`] and [`WriteOptions`] carry what can be chosen. The chapters of
//! the guide about it are `docs/guide/first-object.md` and `docs/guide/exchanging.md`.

pub(crate) mod backport;
pub(crate) mod envelope;
pub(crate) mod fields;
pub(crate) mod header;
pub(crate) mod json;
pub(crate) mod older;
pub(crate) mod plain;
pub(crate) mod reader;
pub(crate) mod releases;
pub(crate) mod same;
pub(crate) mod serde;
pub(crate) mod upgrade;
pub(crate) mod write;

pub use self::serde::{deserialize, serialize};
pub use crate::primitive::limits::Limits;
pub use crate::primitive::options::WriteOptions;
pub use crate::primitive::write::PrimitiveWriter;
pub use plain::Plain;
pub use reader::{Reader, from_json, from_str};
pub use write::{to_json, to_string};
