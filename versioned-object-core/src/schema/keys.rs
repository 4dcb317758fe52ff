//! What a schema says of the keys of maps.

use serde_json::{Value as Json, json};

use crate::describe::descriptor::{Form, TypeDescriptor, TypeKind};
use crate::dynamic::value::whole_bounds;
use crate::schema::integers;

/// The texts of UUIDs, as they are written.
const UUID: &str = "^[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}$";

/// The schema of the keys that stand for values of a type; none where any text may.
pub(crate) fn names(key: &TypeDescriptor) -> Option<Json> {
    match (key.kind, key.form) {
        (TypeKind::Enum(descriptor), _) => Some(json!({"enum": descriptor.values})),
        (TypeKind::Scalar, Form::Truth) => Some(json!({"enum": ["false", "true"]})),
        (TypeKind::Scalar, Form::Integer { minimum, maximum }) => {
            let (least, most) = whole_bounds(minimum, maximum);
            Some(json!({"pattern": integers::pattern(least, most)}))
        }
        (TypeKind::Scalar, Form::Uuid) => Some(json!({"pattern": UUID})),
        (TypeKind::Scalar, Form::Text) => key.pattern.map(|pattern| json!({"pattern": pattern})),
        _ => None,
    }
}
