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

use std::any::TypeId;

use serde_json::{Map, Value as Json, json};

use crate::base::error::{Error, Result};
use crate::describe::descriptor::{ObjectDescriptor, TypeDescriptor, TypeKind};
use crate::wire::write;

const UUID: &str = "^[a-fA-F0-9]{8}-?[a-fA-F0-9]{4}-?[a-fA-F0-9]{4}-?[a-fA-F0-9]{4}-?[a-fA-F0-9]{12}$";

const MAC: &str = "^[0-9a-f]{2}(:[0-9a-f]{2}){5}$";

const PCI: &str = "^[0-9a-f]{4}:[0-9a-f]{2}:[0-1][0-9a-f].[0-7]$";

const IPV4_NETWORK: &str = concat!(
    "^(([0-9]|[1-9][0-9]|1[0-9]{2}|2[0-4][0-9]|25[0-5])\\.){3}([0-9]|[1-9][0-9]|1[0-9]{2}|",
    "2[0-4][0-9]|25[0-5])(\\/([0-9]|[1-2][0-9]|3[0-2]))$",
);

/// As Python has it; it takes nearly every text.
const IPV6_NETWORK: &str = concat!(
    "^([0-9a-fA-F]{1,4}:){7,7}[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,7}:|",
    "([0-9a-fA-F]{1,4}:){1,6}:[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,5}(:[0-9a-fA-F]{1,4}){1,2}|",
    "([0-9a-fA-F]{1,4}:){1,4}(:[0-9a-fA-F]{1,4}){1,3}|",
    "([0-9a-fA-F]{1,4}:){1,3}(:[0-9a-fA-F]{1,4}){1,4}|",
    "([0-9a-fA-F]{1,4}:){1,2}(:[0-9a-fA-F]{1,4}){1,5}|[0-9a-fA-F]{1,4}:((:[0-9a-fA-F]{1,4}){1,6})|",
    ":((:[0-9a-fA-F]{1,4}){1,7}|:)|fe80:(:[0-9a-fA-F]{0,4}){0,4}%[0-9a-zA-Z]{1,}|",
    "::(ffff(:0{1,4}){0,1}:){0,1}((25[0-5]|(2[0-4]|1{0,1}[0-9]){0,1}[0-9])\\.){3,3}(25[0-5]|(2[0-4]|",
    "1{0,1}[0-9]){0,1}[0-9])|([0-9a-fA-F]{1,4}:){1,4}:((25[0-5]|(2[0-4]|",
    "1{0,1}[0-9]){0,1}[0-9])\\.){3,3}(25[0-5]|(2[0-4]|1{0,1}[0-9]){0,1}[0-9])(\\/(d|dd|1[0-1]d|",
    "12[0-8]))$",
);

/// The JSON Schema (2020-12) of the envelopes of a type.
///
/// Every object type is one of its `$defs`, so that types may contain themselves. A field that is not set is not in
/// the envelope, so that none is required. An object of a type known by name only is any map, and so is one of another
/// name where objects of subclasses are taken: a subclass may declare its parent's fields anew.
pub fn json_schema(descriptor: &ObjectDescriptor) -> Json {
    let mut defs = Defs::default();
    let reference = defs.reference(descriptor);
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": descriptor.name,
        "$ref": reference,
        "$defs": defs.schemas,
    })
}

/// The schemas of the object types that one schema speaks of.
#[derive(Default)]
struct Defs {
    /// Each type with its key. Types of one name may differ in their version or namespace.
    keys: Vec<(TypeId, String)>,
    schemas: Map<String, Json>,
}

impl Defs {
    /// Where the schema of a type stands; it is made when nobody asked before.
    fn reference(&mut self, descriptor: &ObjectDescriptor) -> String {
        let id = (descriptor.type_id)();
        let known = self.keys.iter().find(|(known, _)| *known == id).map(|(_, key)| key.clone());
        format!("#/$defs/{}", known.unwrap_or_else(|| self.define(id, descriptor)))
    }

    fn define(&mut self, id: TypeId, descriptor: &ObjectDescriptor) -> String {
        let key = self.free_key(descriptor.name);
        // It is there already when one of its fields asks for it.
        self.keys.push((id, key.clone()));
        self.schemas.insert(key.clone(), Json::Null);
        let mut fields = Map::new();
        for (slot, field) in descriptor.slots_in_order().map(|slot| (slot, &descriptor.slots[slot])) {
            let mut schema = modern(field.ty, self);
            if let Json::Object(map) = &mut schema {
                if !field.doc.is_empty() {
                    map.insert("description".to_owned(), field.doc.into());
                }
                if field.read_only {
                    map.insert("readOnly".to_owned(), true.into());
                }
                if let Some(default) = write::default_of(descriptor, slot) {
                    map.insert("default".to_owned(), default);
                }
            }
            fields.insert(field.name.to_owned(), schema);
        }
        let data = json!({"type": "object", "properties": fields});
        let mut envelope = envelope(descriptor, data);
        envelope["type"] = "object".into();
        self.schemas.insert(key.clone(), envelope);
        key
    }

    /// A key that no other type has: the name, without what would have to be escaped in a reference.
    fn free_key(&self, name: &str) -> String {
        let plain = |c: char| if c.is_ascii_alphanumeric() || "._-".contains(c) { c } else { '_' };
        let name: String = name.chars().map(plain).collect();
        let mut key = name.clone();
        let mut count = 1;
        while self.schemas.contains_key(&key) {
            count += 1;
            key = format!("{name}.{count}");
        }
        key
    }
}

/// The parts that every envelope has.
fn envelope(descriptor: &ObjectDescriptor, data: Json) -> Json {
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

fn modern(ty: &TypeDescriptor, defs: &mut Defs) -> Json {
    let schema = match ty.kind {
        TypeKind::Scalar => match ty.name {
            "IPAddress" | "IPV4AndV6Address" => {
                json!({"type": "string", "anyOf": [{"format": "ipv4"}, {"format": "ipv6"}]})
            }
            "IPNetwork" | "IPV4Network" | "IPV6Network" => {
                json!({"type": "string", "pattern": "^[0-9A-Fa-f:.]+/[0-9]{1,3}$"})
            }
            "PCIAddress" => {
                json!({"type": "string", "pattern": "^[0-9a-f]{4}:[0-9a-f]{2}:[0-1][0-9a-f]\\.[0-7]$"})
            }
            name => scalar(name).map_or_else(
                || json!({}),
                |(ty, mut rest)| {
                    rest.insert("type".to_owned(), ty.into());
                    Json::Object(rest)
                },
            ),
        },
        TypeKind::Enum(descriptor) => json!({"type": "string", "enum": descriptor.values}),
        TypeKind::List(item) => json!({"type": "array", "items": modern(item, defs)}),
        TypeKind::Set(item) => json!({"type": "array", "uniqueItems": true, "items": modern(item, defs)}),
        TypeKind::Dict(item) => json!({"type": "object", "additionalProperties": modern(item, defs)}),
        TypeKind::Object(child) => {
            let child = child();
            let reference = json!({"$ref": defs.reference(child)});
            if ty.takes_subclasses() {
                let name = format!("{}.name", child.serial_namespace);
                let is_child = json!({"properties": {&name: {"const": child.name}}, "required": [&name]});
                json!({"type": "object", "if": is_child, "then": reference})
            } else {
                reference
            }
        }
        TypeKind::AnyObject => json!({"type": "object"}),
    };
    if ty.nullable { nullable(schema) } else { schema }
}

/// The same schema, with null.
fn nullable(mut schema: Json) -> Json {
    if schema == json!({}) {
        return schema;
    }
    if ["$ref", "anyOf", "if"].iter().any(|key| schema.get(key).is_some()) {
        return json!({"anyOf": [schema, {"type": "null"}]});
    }
    schema["type"] = json!([schema["type"], "null"]);
    if let Some(values) = schema.get_mut("enum").and_then(Json::as_array_mut) {
        values.push(Json::Null);
    }
    schema
}

/// The schema type of a scalar, and what else both dialects say of it; none for a type of somebody else.
fn scalar(name: &str) -> Option<(&'static str, Map<String, Json>)> {
    let with = |key: &str, value: Json| Map::from_iter([(key.to_owned(), value)]);
    Some(match name {
        "String" | "SensitiveString" | "VersionPredicate" => ("string", Map::new()),
        "UUID" => ("string", with("pattern", UUID.into())),
        "MACAddress" => ("string", with("pattern", MAC.into())),
        "PCIAddress" => ("string", with("pattern", PCI.into())),
        "IPV4Network" => ("string", with("pattern", IPV4_NETWORK.into())),
        "IPV6Network" => ("string", with("pattern", IPV6_NETWORK.into())),
        "Integer" => ("integer", Map::new()),
        "NonNegativeInteger" => ("integer", with("minimum", 0.into())),
        "Float" => ("number", Map::new()),
        "NonNegativeFloat" => ("number", with("minimum", 0.into())),
        "Boolean" | "FlexibleBoolean" => ("boolean", Map::new()),
        "DateTime" => ("string", with("format", "date-time".into())),
        "IPV4Address" => ("string", with("format", "ipv4".into())),
        "IPV6Address" => ("string", with("format", "ipv6".into())),
        _ => return None,
    })
}

/// The JSON Schema (draft 4) that oslo's `to_json_schema` gives: fields that take no null are required, and
/// `readonly` is in lower case.
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
        return Err(Error::UnknownField { object: descriptor.name.to_owned(), field: name.to_owned() });
    };
    oslo_slot(descriptor, slot, &mut vec![descriptor.name])
}

fn oslo_slot(descriptor: &ObjectDescriptor, slot: usize, above: &mut Vec<&'static str>) -> Result<Json> {
    let field = &descriptor.slots[slot];
    let mut schema = oslo_type(field.ty, above).map_err(|error| error.at(field.name))?;
    schema["readonly"] = field.read_only.into();
    if let Some(default) = write::default_of(descriptor, slot) {
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
        TypeKind::Scalar if ty.name == "IPV4AndV6Address" && !ty.nullable => {
            let of = |format: &str| json!({"type": ["string"], "format": format});
            json!({"oneOf": [of("ipv4"), of("ipv6")]})
        }
        TypeKind::Scalar => match scalar(ty.name) {
            Some((name, mut rest)) => {
                rest.insert("type".to_owned(), json!([name]));
                Json::Object(rest)
            }
            None => return Err(Error::invalid(format!("oslo has no schema of {}", ty.name))),
        },
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
