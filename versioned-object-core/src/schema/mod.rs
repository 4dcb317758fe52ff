//! JSON Schema of objects.
//!
//! [`oslo`] is what `to_json_schema` of Python gives, [`json_schema`] what a validator of today takes:
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
//! let fields = &schema["$defs"]["Lamp"]["properties"]["versioned_object.data"]["properties"];
//! assert_eq!(fields["watts"]["type"], serde_json::json!(["integer", "null"]));
//! assert_eq!(fields["next"]["anyOf"][0]["$ref"], "#/$defs/Lamp");
//! // Python does not come to an end with a type that contains itself.
//! assert!(schema::oslo(Lamp::descriptor()).is_err());
//! # Ok::<(), Error>(())
//! ```

pub(crate) mod envelope;
pub(crate) mod modern;
pub(crate) mod oslo;

pub use modern::json_schema;
pub use oslo::{oslo, oslo_field};
