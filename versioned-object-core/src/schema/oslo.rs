//! JSON Schema as oslo writes it.

use serde_json::{Map, Value as Json, json};

use crate::base::error::{Error, Result};
use crate::describe::descriptor::{ObjectDescriptor, OsloSchema, TypeDescriptor, TypeKind};
use crate::describe::lookup::unknown_field;
use crate::schema::envelope::{envelope, scalar};
use crate::wire::write;

/// The JSON Schema (draft 4) that oslo's `to_json_schema` gives: fields that take no null are required, and
/// `readonly` is in lower case. The default of a secret, which Python prints, is left out.
///
/// # Errors
/// [`Error::InvalidValue`] where Python fails: for types without a pattern, such as `IPNetwork`, for types that
/// contain themselves, and for types that are known by name only.
pub fn oslo(descriptor: &ObjectDescriptor) -> Result<Json> {
    let mut schema = oslo_object(descriptor, &mut Vec::new())?;
    schema["$schema"] = "http://json-schema.org/draft-04/schema#".into();
    schema["title"] = descriptor.name.into();
    Ok(schema)
}

/// What oslo's `get_schema` of a field gives, which is its part of [`oslo`].
///
/// ```
/// use versioned_object_core::{prelude::*, schema};
///
/// #[derive(Clone, VersionedObject)]
/// #[versioned_object(version = "1.0")]
/// struct Lamp {
///     watts: Attr<Option<i64>>,
///     meta: ObjectMeta,
/// }
///
/// let watts = schema::oslo_field(Lamp::descriptor(), "watts")?;
/// assert_eq!(watts, serde_json::json!({"type": ["integer", "null"], "readonly": false}));
/// # Ok::<(), Error>(())
/// ```
///
/// # Errors
/// As [`oslo`], and [`Error::UnknownField`] for a name that is none of a field.
pub fn oslo_field(descriptor: &ObjectDescriptor, name: &str) -> Result<Json> {
    let Some(slot) = descriptor.slot_of(name) else {
        return Err(unknown_field(descriptor, name));
    };
    oslo_slot(descriptor, slot, &mut vec![descriptor.name])
}

fn oslo_slot(descriptor: &ObjectDescriptor, slot: usize, above: &mut Vec<&'static str>) -> Result<Json> {
    let field = &descriptor.slots[slot];
    let mut schema = oslo_type(field.ty, above).map_err(|error| error.at(field.name))?;
    schema["readonly"] = field.read_only.into();
    if !field.is_secret()
        && let Some(default) = write::default_of(descriptor, slot, None)
    {
        schema["default"] = default;
    }
    Ok(schema)
}

fn oslo_object(descriptor: &ObjectDescriptor, above: &mut Vec<&'static str>) -> Result<Json> {
    if above.contains(&descriptor.name) {
        return Err(Error::invalid(format!("{} contains itself", descriptor.name)));
    }
    above.push(descriptor.name);
    let (mut fields, mut required) = (Map::new(), Vec::new());
    for (slot, field) in descriptor.slots_in_order().map(|slot| (slot, &descriptor.slots[slot])) {
        if field.until.is_some() {
            continue;
        }
        if !field.nullable() {
            required.push(field.name);
        }
        fields.insert(field.name.to_owned(), oslo_slot(descriptor, slot, above)?);
    }
    above.pop();
    required.sort_unstable();
    let mut data = json!({"type": "object", "description": format!("fields of {}", descriptor.name)});
    data["properties"] = Json::Object(fields);
    if !required.is_empty() {
        data["required"] = json!(required);
    }
    let mut schema = envelope(descriptor, data);
    schema["type"] = json!(["object"]);
    Ok(schema)
}

fn oslo_type(ty: &TypeDescriptor, above: &mut Vec<&'static str>) -> Result<Json> {
    let mut element = |item: &TypeDescriptor| {
        let mut schema = oslo_type(item, above)?;
        schema["readonly"] = false.into();
        Ok::<_, Error>(schema)
    };
    let mut schema = match ty.kind {
        TypeKind::Scalar => oslo_scalar(ty)?,
        TypeKind::Enum(descriptor) => json!({"type": ["string"], "enum": descriptor.fingerprint_values}),
        TypeKind::List(item) => json!({"type": ["array"], "items": element(item)?}),
        TypeKind::Set(item) => json!({"type": ["array"], "uniqueItems": true, "items": element(item)?}),
        TypeKind::Dict(item) => json!({"type": ["object"], "additionalProperties": element(item)?}),
        TypeKind::Object(child) => oslo_object(child(), above)?,
        TypeKind::AnyObject => return Err(Error::invalid("a type known by name only has no schema")),
    };
    if let Some(types) = schema.get_mut("type").and_then(Json::as_array_mut).filter(|_| ty.nullable) {
        types.push("null".into());
    }
    Ok(schema)
}

fn oslo_scalar(ty: &TypeDescriptor) -> Result<Json> {
    let missing = || Error::invalid(format!("oslo has no schema of {}", ty.name));
    match ty.oslo_schema {
        OsloSchema::OneOf if !ty.nullable => {
            let of = |format: &&str| json!({"type": ["string"], "format": format});
            Ok(json!({"oneOf": ty.formats.iter().map(of).collect::<Vec<_>>()}))
        }
        OsloSchema::OneOf | OsloSchema::Missing => Err(missing()),
        OsloSchema::ByForm | OsloSchema::Pattern(_) => {
            let (name, mut rest) = scalar(ty).ok_or_else(missing)?;
            if let OsloSchema::Pattern(pattern) = ty.oslo_schema {
                rest.insert("pattern".to_owned(), pattern.into());
            }
            rest.insert("type".to_owned(), json!([name]));
            Ok(Json::Object(rest))
        }
    }
}
