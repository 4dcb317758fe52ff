//! JSON Schema of objects.
//!
//! | function | of what |
//! |---|---|
//! | [`json_schema`] | envelopes of the newest version, in the dialect of 2020-12 |
//! | [`json_schema_at`] | envelopes of any version that the type has |
//! | [`plain_json_schema`] | objects without their envelope, as answers to users have them |
//! | [`openapi`] | both of all types of a registry, as components of OpenAPI 3.1 |
//! | [`oslo`], [`oslo_field`] | what `to_json_schema` of Python gives, in draft 4 |
//!
//! The chapter of the guide about it is `docs/guide/answering.md`.
//!
//! ```
//! use versioned_object_core::{prelude::*, schema};
//!
//! #[derive(Clone, VersionedObject)]
//! #[versioned_object(version = "1.0", namespace = "shop")]
//! struct Lamp {
//!     watts: Attr<Option<i64>>,
//!     next: Attr<Option<Box<Lamp>>>,
//!     meta: ObjectMeta,
//! }
//!
//! let schema = schema::json_schema(Lamp::descriptor());
//! assert_eq!(schema["$ref"], "#/$defs/Lamp");
//! let lamp = &schema["$defs"]["Lamp"]["properties"];
//! assert_eq!(lamp["versioned_object.version"]["const"], "1.0");
//! let fields = &lamp["versioned_object.data"]["properties"];
//! assert_eq!(fields["watts"]["type"], serde_json::json!(["integer", "null"]));
//! assert_eq!(fields["next"]["anyOf"][0]["$ref"], "#/$defs/Lamp");
//! // Python does not come to an end with a type that contains itself.
//! assert!(schema::oslo(Lamp::descriptor()).is_err());
//! # Ok::<(), Error>(())
//! ```

pub(crate) mod envelope;
pub(crate) mod held;
pub(crate) mod integers;
pub(crate) mod keys;
pub(crate) mod modern;
pub(crate) mod openapi;
pub(crate) mod oslo;
pub(crate) mod words;

pub use modern::{json_schema, json_schema_at, plain_json_schema};
pub use openapi::openapi;
pub use oslo::{oslo, oslo_field};
