//! The objects of a registry as components of OpenAPI.

use serde_json::{Value as Json, json};

use crate::describe::registry::Registry;
use crate::schema::modern::{Defs, Shape};

/// An OpenAPI 3.1 document with the objects of a registry as components, and nothing else: no paths. Title and version
/// are those of the API that it becomes a part of.
///
/// Of each type it has both forms:
///
/// - `Lamp`, its fields alone, which is what answers to users are made of: see
///   [`plain_json_schema`](crate::schema::plain_json_schema). A field with a secret is `writeOnly`, so that requests may
///   have it and answers do not.
/// - `Lamp.envelope`, what peers exchange, and `Lamp.envelope-1.0` of each older version: see
///   [`json_schema_at`](crate::schema::json_schema_at).
///
/// ```
/// use versioned_object_core::{Registry, prelude::*, schema};
///
/// #[derive(Clone, VersionedObject)]
/// #[versioned_object(version = "1.1")]
/// struct Lamp {
///     #[field(since = "1.1")]
///     watts: Attr<i64>,
///     meta: ObjectMeta,
/// }
///
/// #[derive(Clone, VersionedObject)]
/// #[versioned_object(version = "1.0", relationships(..))]
/// struct Room {
///     lamp: Attr<Box<Lamp>>,
///     meta: ObjectMeta,
/// }
///
/// let mut registry = Registry::new();
/// registry.register::<Lamp>()?.register::<Room>()?;
/// let document = schema::openapi(&registry, "Rooms", "2026.1");
/// let schemas = document["components"]["schemas"].as_object().unwrap();
/// let names: Vec<_> = schemas.keys().collect();
/// assert_eq!(
///     names,
///     ["Lamp", "Lamp.envelope", "Lamp.envelope-1.0", "Lamp.envelope-any", "Room", "Room.envelope"],
/// );
/// assert_eq!(schemas["Room"]["properties"]["lamp"]["$ref"], "#/components/schemas/Lamp");
/// # Ok::<(), Error>(())
/// ```
pub fn openapi(registry: &Registry, title: &str, version: &str) -> Json {
    let mut defs = Defs::new("#/components/schemas/", |descriptor, shape| match shape {
        Shape::Plain => descriptor.name.to_owned(),
        Shape::Envelope(version) if version != descriptor.version => {
            format!("{}.envelope-{version}", descriptor.name)
        }
        Shape::Envelope(_) => format!("{}.envelope", descriptor.name),
        Shape::AnyVersion => format!("{}.envelope-any", descriptor.name),
    });
    // The fields alone first: theirs are the names without more.
    for descriptor in registry.types() {
        defs.reference(descriptor, Shape::Plain);
    }
    for descriptor in registry.types() {
        for version in descriptor.versions().rev() {
            defs.reference(descriptor, Shape::Envelope(version));
        }
    }
    json!({
        "openapi": "3.1.0",
        "info": {"title": title, "version": version},
        "components": {"schemas": defs.schemas},
    })
}
