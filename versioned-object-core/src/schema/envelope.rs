//! What both dialects share: the parts of an envelope, and scalars.

use serde_json::{Map, Value as Json, json};

use crate::describe::descriptor::{Form, ObjectDescriptor, TypeDescriptor};

const UUID: &str = "^[a-fA-F0-9]{8}-?[a-fA-F0-9]{4}-?[a-fA-F0-9]{4}-?[a-fA-F0-9]{4}-?[a-fA-F0-9]{12}$";

/// The parts that every envelope has.
pub(crate) fn envelope(descriptor: &ObjectDescriptor, data: Json) -> Json {
    let key = |part: &str| format!("{}.{part}", descriptor.serial_namespace);
    let mut properties = Map::new();
    for part in ["namespace", "name", "version"] {
        properties.insert(key(part), json!({"type": "string"}));
    }
    properties.insert(key("changes"), json!({"type": "array", "items": {"type": "string"}}));
    properties.insert(key("data"), data);
    let required = ["namespace", "name", "version", "data"].map(key);
    json!({"properties": properties, "required": required})
}

/// What every dialect says of a scalar by its form; none where the form says nothing.
pub(crate) fn scalar(ty: &TypeDescriptor) -> Option<(&'static str, Map<String, Json>)> {
    let mut rest = Map::new();
    let name = match ty.form {
        Form::Any | Form::Json => return None,
        Form::Text => "string",
        Form::Truth => "boolean",
        Form::Integer { minimum, maximum } => {
            rest.extend(minimum.map(|bound| ("minimum".to_owned(), bound.into())));
            rest.extend(maximum.map(|bound| ("maximum".to_owned(), bound.into())));
            "integer"
        }
        Form::Number { minimum, maximum } => {
            rest.extend(minimum.map(|bound| ("minimum".to_owned(), number(bound))));
            rest.extend(maximum.map(|bound| ("maximum".to_owned(), number(bound))));
            "number"
        }
        Form::Moment => {
            rest.insert("format".to_owned(), "date-time".into());
            "string"
        }
        Form::Uuid => {
            rest.insert("pattern".to_owned(), UUID.into());
            "string"
        }
    };
    rest.extend(ty.pattern.map(|pattern| ("pattern".to_owned(), pattern.into())));
    if let [format] = ty.formats {
        rest.insert("format".to_owned(), (*format).into());
    }
    Some((name, rest))
}

/// A bound as people write it: without a fraction where it has none.
#[allow(
    clippy::cast_possible_truncation,
    reason = "a number without a fraction, in the range of whole numbers"
)]
fn number(bound: f64) -> Json {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if bound.fract() == 0.0 && bound.abs() < EXACT { (bound as i64).into() } else { bound.into() }
}
