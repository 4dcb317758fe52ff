//! JSON Schema as validators of today take it.

use std::any::TypeId;

use serde_json::{Map, Value as Json, json};

use crate::describe::descriptor::{ObjectDescriptor, TypeDescriptor, TypeKind};
use crate::schema::envelope::{envelope, scalar};
use crate::wire::write;

/// The JSON Schema (2020-12) of the envelopes of a type.
///
/// Every object type is one of its `$defs`, so that types may contain themselves. A field that is not set is not in
/// the envelope, so that none is required. An object of a type known by name only is any map, and so is one of another
/// name where objects of subclasses are taken: a subclass may declare its parent's fields anew. Fields with secrets are
/// `writeOnly`: answers to users do not have them ([`to_redacted_json`](crate::ObjectExt::to_redacted_json)).
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
                if field.is_secret() {
                    map.insert("writeOnly".to_owned(), true.into());
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

fn modern(ty: &TypeDescriptor, defs: &mut Defs) -> Json {
    let schema = match ty.kind {
        TypeKind::Scalar => match scalar(ty) {
            Some((name, mut rest)) => {
                rest.insert("type".to_owned(), name.into());
                if ty.formats.len() > 1 {
                    let formats: Vec<_> = ty.formats.iter().map(|format| json!({"format": format})).collect();
                    rest.insert("anyOf".to_owned(), formats.into());
                }
                Json::Object(rest)
            }
            None => json!({}),
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
