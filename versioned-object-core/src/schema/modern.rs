//! JSON Schema as validators of today take it.

use std::any::TypeId;
use std::collections::BTreeMap;

use serde_json::{Map, Value as Json, json};

use crate::base::error::{Error, Result};
use crate::base::version::Version;
use crate::describe::descriptor::{
    ChangeKind, FieldDescriptor, Form, ObjectDescriptor, TypeDescriptor, TypeKind,
};
use crate::dynamic::value::whole_bounds;
use crate::schema::envelope::{envelope, scalar};
use crate::schema::held::{Children, Held, narrow};
use crate::schema::words::words;
use crate::schema::{integers, keys};
use crate::wire::write::{constant, default_of};

/// The JSON Schema (2020-12) of the envelopes of a type at its own version: [`json_schema_at`] of the newest.
pub fn json_schema(descriptor: &ObjectDescriptor) -> Json {
    document(descriptor, Shape::Envelope(descriptor.version))
}

/// The JSON Schema (2020-12) of the envelopes that are written at a version of a type.
///
/// It takes what the writer writes there, and refuses what it never writes: another name, namespace or version, a key
/// or a field that the version does not have, a value or a null that the field did not take then.
///
/// ```
/// use versioned_object_core::{prelude::*, schema};
///
/// #[derive(Clone, VersionedObject)]
/// #[versioned_object(version = "1.2", namespace = "shop")]
/// struct Lamp {
///     /// How bright it is.
///     #[field(renamed("1.2", "power"))]
///     watts: Attr<Option<i64>>,
///     #[field(since = "1.1")]
///     colour: Attr<String>,
///     meta: ObjectMeta,
/// }
///
/// let schema = schema::json_schema_at(Lamp::descriptor(), Version::new(1, 0))?;
/// assert_eq!(schema["$ref"], "#/$defs/Lamp-1.0");
/// let lamp = &schema["$defs"]["Lamp-1.0"]["properties"];
/// assert_eq!(lamp["versioned_object.version"]["const"], "1.0");
/// assert_eq!(
///     lamp["versioned_object.data"]["properties"],
///     serde_json::json!({
///         "power": {
///             "type": ["integer", "null"],
///             "minimum": i64::MIN,
///             "maximum": i64::MAX,
///             "description": "How bright it is.",
///             "x-renamed": [{"version": "1.2", "from": "power", "to": "watts"}],
///         },
///     }),
/// );
/// let error = schema::json_schema_at(Lamp::descriptor(), Version::new(1, 3)).unwrap_err();
/// assert_eq!(error.to_string(), "Lamp has no version 1.3, there are 1.0 to 1.2");
/// # Ok::<(), Error>(())
/// ```
///
/// - Every object type is one of the `$defs`, once for each version that is spoken of, so that types may contain
///   themselves: `Lamp`, and `Lamp-1.0` for an older one. A field that is not set is not in the envelope, so that none is
///   required.
/// - A child has the version that the declared pairs say. Where there are none, at the newest version, and above the last
///   pair, it stays as it is, or a manifest says its version: `Lamp-any` has all of them.
/// - A type that a version changed `as_is` is the newer one within the bounds of the older: this is what is written.
/// - With a `make_compatible` hook, anything may be in the data of an older version. There the schema asks for a map, and
///   what the declaration alone would say stands in `x-declared`, for people. A hook is expected to leave data of the
///   newest version as it is.
/// - Fields have `x-since`, `x-until` and `x-renamed` where they have such a history, `deprecated` where a version removed
///   them, and their documentation. Those with secrets are `writeOnly`: answers to users do not have them
///   ([`to_redacted_json`](crate::ObjectExt::to_redacted_json)), and nobody is told their defaults. A default is that of an envelope of the version; one that
///   is computed, such as a moment, is left out.
/// - Bounds, patterns, formats and values of enums are those of the types: of `fields::Bounded<1, 9>`, of an enum, of a type
///   with a [`TypeDescriptor`] of its own. Whole numbers have 64 bits where nothing says less, and keys of maps are the texts
///   of the values that they stand for. A date-time may be in a leap second, which no writer writes. What a function of `validate` refuses no schema knows; a `$comment` names it,
///   where the value itself goes through it and not what a converter makes of an older one.
/// - Of an object whose type is known by name only, and of one of another name where objects of subclasses are taken, it
///   says that it is an envelope: a subclass may declare its parent's fields anew.
/// - What an object keeps of peers is not described: fields that a reader kept without knowing them, the `.Z` of a stable
///   branch, and children of another version than the pairs say in an object that was received at an older one.
///
/// # Errors
/// [`Error::InvalidValue`] for a version that the type does not have: see [`ObjectDescriptor::versions`].
pub fn json_schema_at(descriptor: &ObjectDescriptor, version: Version) -> Result<Json> {
    match descriptor.versions().find(|known| *known == version) {
        Some(version) => Ok(document(descriptor, Shape::Envelope(version))),
        None => {
            let (name, newest) = (descriptor.name, descriptor.version);
            let known = match descriptor.versions().next() {
                Some(oldest) if oldest != newest => format!("there are {oldest} to {newest}"),
                _ => format!("there is {newest}"),
            };
            Err(Error::invalid(format!("{name} has no version {version}, {known}")))
        }
    }
}

/// The JSON Schema (2020-12) of objects without their envelope: what [`to_json`](crate::ObjectExt::to_json) and
/// [`Plain`](crate::Plain) write, always with the fields of the newest version.
///
/// Fields with secrets are `writeOnly`: [`to_redacted_json`](crate::ObjectExt::to_redacted_json) leaves them out. What it
/// refuses, `from_json` may still read: the text `"3"` for a number, as in Python.
///
/// ```
/// use versioned_object_core::{prelude::*, schema};
///
/// #[derive(Clone, VersionedObject)]
/// #[versioned_object(version = "1.0")]
/// struct Lamp {
///     #[field(sensitive)]
///     pin: Attr<i64>,
///     meta: ObjectMeta,
/// }
///
/// let schema = schema::plain_json_schema(Lamp::descriptor());
/// let pin = &schema["$defs"]["Lamp"]["properties"]["pin"];
/// let wanted = serde_json::json!({
///     "type": "integer", "minimum": i64::MIN, "maximum": i64::MAX, "writeOnly": true,
/// });
/// assert_eq!(*pin, wanted);
/// ```
pub fn plain_json_schema(descriptor: &ObjectDescriptor) -> Json {
    document(descriptor, Shape::Plain)
}

fn document(descriptor: &ObjectDescriptor, shape: Shape) -> Json {
    let mut defs = Defs::of_document();
    let reference = defs.reference(descriptor, shape);
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": descriptor.name,
        "$ref": reference,
        "$defs": defs.schemas,
    })
}

/// The definition of a type at its own version alone, as [`json_schema`] has it among the others.
#[cfg(feature = "reference")]
pub(crate) struct Definition {
    pub(crate) schema: Json,
    /// What each `$ref` in it names.
    pub(crate) references: BTreeMap<String, (TypeId, Shape)>,
}

/// The definition of a type.
#[cfg(feature = "reference")]
pub(crate) fn definition(descriptor: &ObjectDescriptor) -> Definition {
    let mut defs = Defs::of_document();
    let reference = defs.reference(descriptor, Shape::Envelope(descriptor.version));
    let own = defs.schemas.remove(reference.strip_prefix(defs.place).unwrap_or_default());
    let schema = own.unwrap_or_default();
    let all = defs.keys.iter().map(|(named, key)| (format!("{}{key}", defs.place), *named));
    let references = all.filter(|(reference, _)| refers_to(&schema, reference)).collect();
    Definition { schema, references }
}

/// Whether there is a `$ref` of this text in a schema.
#[cfg(feature = "reference")]
fn refers_to(schema: &Json, reference: &str) -> bool {
    match schema {
        Json::Object(map) => map.iter().any(|(key, inner)| {
            key == "$ref" && inner.as_str() == Some(reference) || refers_to(inner, reference)
        }),
        Json::Array(items) => items.iter().any(|inner| refers_to(inner, reference)),
        _ => false,
    }
}

/// What a schema describes of a type.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Shape {
    /// Its envelope at a version.
    Envelope(Version),
    /// Its envelope at any of its versions.
    AnyVersion,
    /// Its fields alone.
    Plain,
}

/// How the schema of a type is called among others.
type Naming = fn(&ObjectDescriptor, Shape) -> String;

/// The schemas of the object types that one document speaks of.
pub(crate) struct Defs {
    place: &'static str,
    naming: Naming,
    /// Each with its key. Types of one name may differ in their version or namespace.
    keys: BTreeMap<(TypeId, Shape), String>,
    pub(crate) schemas: Map<String, Json>,
}

impl Defs {
    /// Those of a document of JSON Schema, none yet.
    fn of_document() -> Self {
        Self::new("#/$defs/", |descriptor, shape| match shape {
            Shape::Envelope(version) if version != descriptor.version => {
                format!("{}-{version}", descriptor.name)
            }
            Shape::Envelope(_) | Shape::Plain => descriptor.name.to_owned(),
            Shape::AnyVersion => format!("{}-any", descriptor.name),
        })
    }

    /// None yet. References to them begin with `place`.
    pub(crate) fn new(place: &'static str, naming: Naming) -> Self {
        Self { place, naming, keys: BTreeMap::new(), schemas: Map::new() }
    }

    /// Where a schema stands; it is made when nobody asked before.
    pub(crate) fn reference(&mut self, descriptor: &ObjectDescriptor, shape: Shape) -> String {
        // Of one version there is no choice.
        let shape = match shape {
            Shape::AnyVersion if descriptor.version.minor == 0 => Shape::Envelope(descriptor.version),
            shape => shape,
        };
        let id = ((descriptor.type_id)(), shape);
        if let Some(key) = self.keys.get(&id) {
            return format!("{}{key}", self.place);
        }
        let key = self.free_key(&(self.naming)(descriptor, shape));
        // It is there already when one of its fields asks for it.
        self.keys.insert(id, key.clone());
        self.schemas.insert(key.clone(), Json::Null);
        let reference = format!("{}{key}", self.place);
        let schema = match shape {
            Shape::Envelope(version) => self.envelope(descriptor, version),
            Shape::AnyVersion => self.any_version(descriptor),
            Shape::Plain => self.plain(descriptor),
        };
        self.schemas.insert(key, schema);
        reference
    }

    fn envelope(&mut self, descriptor: &ObjectDescriptor, version: Version) -> Json {
        let fields = self.fields(descriptor, version, |slot| Children::at(descriptor, slot, version));
        let names: Vec<_> = fields.keys().cloned().collect();
        let mut data = json!({"type": "object", "properties": fields, "additionalProperties": false});
        let is_hooked = descriptor.hooks.make_compatible.is_some() && version.older_than(descriptor.version);
        if is_hooked {
            data = json!({"type": "object", "x-hook": "make_compatible", "x-declared": data});
        }
        let mut schema = titled(envelope(descriptor, data), descriptor, Some(version));
        schema["additionalProperties"] = false.into();
        let key = |part: &str| format!("{}.{part}", descriptor.serial_namespace);
        let version = version.to_string();
        for (part, text) in
            [("name", descriptor.name), ("namespace", descriptor.namespace), ("version", &version)]
        {
            schema["properties"][key(part)]["const"] = text.into();
        }
        let changes = &mut schema["properties"][key("changes")];
        changes["minItems"] = 1.into();
        changes["uniqueItems"] = true.into();
        if is_hooked {
            return schema;
        }
        if names.is_empty() {
            // There is nothing that could have changed.
            schema["properties"][key("changes")] = false.into();
        } else {
            changes["items"]["enum"] = names.into();
        }
        schema
    }

    fn any_version(&mut self, descriptor: &ObjectDescriptor) -> Json {
        let versions = descriptor.versions().rev();
        let all: Vec<_> = versions
            .map(|version| json!({"$ref": self.reference(descriptor, Shape::Envelope(version))}))
            .collect();
        json!({"title": format!("{} of any version", descriptor.name), "oneOf": all})
    }

    fn plain(&mut self, descriptor: &ObjectDescriptor) -> Json {
        let fields = self.fields(descriptor, descriptor.version, |_| Some(Children::Plain));
        let schema = json!({"properties": fields, "additionalProperties": false});
        titled(schema, descriptor, None)
    }

    /// The schemas of the fields that a version has, by the names that they have there.
    fn fields(
        &mut self,
        descriptor: &ObjectDescriptor,
        version: Version,
        children: impl Fn(usize) -> Option<Children>,
    ) -> Map<String, Json> {
        let mut fields = Map::new();
        for slot in descriptor.slots_in_order() {
            let field = &descriptor.slots[slot];
            let Some(children) = children(slot).filter(|_| field.exists_in(version)) else { continue };
            let held = Held::at(field, version);
            let mut schema = self.held(&held, children);
            if let Json::Object(map) = &mut schema {
                annotate(map, field);
                if let Some(validator) = held.validator {
                    map.insert("$comment".to_owned(), format!("also checked by `{validator}`").into());
                }
                if !field.is_secret()
                    && let Some(default) = constant(field, || default_of(descriptor, slot, Some(version)))
                {
                    map.insert("default".to_owned(), default);
                }
            }
            fields.insert(field.name_in(version).to_owned(), schema);
        }
        fields
    }

    fn held(&mut self, held: &Held, children: Children) -> Json {
        let mut schema = self.bare(held.ty, held, children);
        for limit in &held.limits {
            narrow(&mut schema, limit);
        }
        if held.nullable { nullable(schema) } else { schema }
    }

    /// The schema of the values of a type.
    fn of(&mut self, ty: &TypeDescriptor, held: &Held, children: Children) -> Json {
        let schema = self.bare(ty, held, children);
        if ty.nullable { nullable(schema) } else { schema }
    }

    /// The same, without null.
    fn bare(&mut self, ty: &TypeDescriptor, held: &Held, children: Children) -> Json {
        match ty.kind {
            TypeKind::Scalar => match scalar(ty) {
                Some((name, mut rest)) => {
                    rest.insert("type".to_owned(), name.into());
                    if let Form::Integer { minimum, maximum } = ty.form {
                        let (least, most) = whole_bounds(minimum, maximum);
                        rest.insert("minimum".to_owned(), integers::json(least));
                        rest.insert("maximum".to_owned(), integers::json(most));
                    }
                    if ty.formats.len() > 1 {
                        let formats: Vec<_> =
                            ty.formats.iter().map(|format| json!({"format": format})).collect();
                        rest.insert("anyOf".to_owned(), formats.into());
                    }
                    Json::Object(rest)
                }
                None => not_null(),
            },
            TypeKind::Enum(descriptor) => {
                let values = descriptor.values.iter().filter(|value| !held.without.contains(*value));
                json!({"type": "string", "enum": values.collect::<Vec<_>>()})
            }
            TypeKind::List(item) => json!({"type": "array", "items": self.of(item, held, children)}),
            TypeKind::Set(item) => {
                json!({"type": "array", "uniqueItems": true, "items": self.of(item, held, children)})
            }
            TypeKind::Dict(item) => {
                let mut schema =
                    json!({"type": "object", "additionalProperties": self.of(item, held, children)});
                if let Some(names) = ty.key.and_then(keys::names) {
                    schema["propertyNames"] = names;
                }
                schema
            }
            TypeKind::Object(child) => self.child(child(), ty.takes_subclasses(), children),
            TypeKind::AnyObject if matches!(children, Children::Plain) => json!({"type": "object"}),
            TypeKind::AnyObject => any_envelope(held.object),
        }
    }

    fn child(&mut self, child: &ObjectDescriptor, takes_subclasses: bool, children: Children) -> Json {
        let shape = match children {
            Children::At(version) => Shape::Envelope(version),
            Children::AtAny => Shape::AnyVersion,
            // Fields alone do not say whose they are.
            Children::Plain if takes_subclasses => return json!({"type": "object"}),
            Children::Plain => Shape::Plain,
        };
        let reference = json!({"$ref": self.reference(child, shape)});
        if takes_subclasses {
            let name = format!("{}.name", child.serial_namespace);
            let is_child = json!({"properties": {&name: {"const": child.name}}, "required": [&name]});
            let mut schema = any_envelope(None);
            schema["if"] = is_child;
            schema["then"] = reference;
            schema
        } else {
            reference
        }
    }

    /// A key that no other schema has: the name, without what would have to be escaped in a reference.
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

/// The schema of the envelope of an object whose type is not known here, perhaps but for its name: keys may begin with
/// another prefix.
fn any_envelope(name: Option<&str>) -> Json {
    let name = name.map_or_else(|| json!({"type": "string"}), |name| json!({"const": name}));
    json!({
        "type": "object",
        "minProperties": 4,
        "maxProperties": 5,
        "propertyNames": {"pattern": "\\.(name|namespace|version|data|changes)$"},
        "patternProperties": {"\\.name$": name},
    })
}

/// The schema of a map, with what the type says of itself.
fn titled(mut schema: Json, descriptor: &ObjectDescriptor, version: Option<Version>) -> Json {
    schema["type"] = "object".into();
    schema["title"] = match version {
        Some(version) => format!("{} {version}", descriptor.name).into(),
        None => descriptor.name.into(),
    };
    if !descriptor.doc.is_empty() {
        schema["description"] = words(descriptor.doc).into();
    }
    schema
}

/// Adds what a field says of itself, whatever its type is.
fn annotate(schema: &mut Map<String, Json>, field: &FieldDescriptor) {
    let mut add = |key: &str, value: Json| drop(schema.insert(key.to_owned(), value));
    if !field.doc.is_empty() {
        add("description", words(field.doc).into());
    }
    if field.read_only {
        add("readOnly", true.into());
    }
    if field.is_secret() {
        add("writeOnly", true.into());
    }
    if let Some(since) = field.since {
        add("x-since", since.to_string().into());
    }
    if let Some(until) = field.until {
        add("x-until", until.to_string().into());
        add("deprecated", true.into());
    }
    let renamed = field.history.iter().filter_map(|change| match change.kind {
        ChangeKind::Renamed { from } => {
            Some(json!({"version": change.version, "from": from, "to": field.name_in(change.version)}))
        }
        ChangeKind::Changed { .. } | ChangeKind::Value { .. } => None,
    });
    let renamed: Vec<_> = renamed.collect();
    if !renamed.is_empty() {
        add("x-renamed", renamed.into());
    }
}

/// The schema of any JSON but null.
fn not_null() -> Json {
    json!({"type": ["array", "boolean", "number", "object", "string"]})
}

/// The same schema, with null.
fn nullable(mut schema: Json) -> Json {
    if schema == not_null() {
        return json!({});
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
