//! What a field has in it at a version.

use std::cmp::Ordering;

use serde_json::Value as Json;

use crate::base::version::Version;
use crate::describe::descriptor::{
    ChangeKind, FieldDescriptor, Form, ObjectDescriptor, TypeDescriptor, TypeKind,
};
use crate::describe::lookup::is_elements;
use crate::primitive::options::Role;
use crate::schema::envelope::scalar;
use crate::wire::backport::Plan;

/// What the writer writes of a field at a version: a value of `ty`, within the bounds of all `limits`.
///
/// It is no value of the type that the field had then where a version changed the type and left the values as they are.
pub(crate) struct Held {
    pub(crate) ty: &'static TypeDescriptor,
    pub(crate) limits: Vec<&'static TypeDescriptor>,
    /// Values of the enum that came later.
    pub(crate) without: Vec<&'static str>,
    /// The name of the objects that a late-bound field takes.
    pub(crate) object: Option<&'static str>,
    pub(crate) nullable: bool,
    /// The function that the value itself goes through, and not what a converter makes of it.
    pub(crate) validator: Option<&'static str>,
}

impl Held {
    /// What `older::write` makes of a value: the changes above the version, the latest first.
    pub(crate) fn at(field: &FieldDescriptor, version: Version) -> Self {
        let mut held = Self { validator: field.validator, ..Self::of(field, field.ty) };
        for change in field.changes_after(version) {
            match change.kind {
                ChangeKind::Changed { from, convert: Some(_) } => held = Self::of(field, from),
                ChangeKind::Changed { from, convert: None } => {
                    held.nullable &= from.nullable || field.has_default();
                    held.limits.push(from);
                }
                ChangeKind::Value { value, .. } => held.without.push(value),
                ChangeKind::Renamed { .. } => {}
            }
        }
        held
    }

    fn of(field: &FieldDescriptor, ty: &'static TypeDescriptor) -> Self {
        let object = field.object;
        Self { ty, limits: Vec::new(), without: Vec::new(), object, nullable: ty.nullable, validator: None }
    }
}

/// How objects in a field are written.
#[derive(Clone, Copy)]
pub(crate) enum Children {
    /// At this version: declared pairs say it.
    At(Version),
    /// At the version that they have, or that a manifest says.
    AtAny,
    /// As their fields alone.
    Plain,
}

impl Children {
    /// How objects in a field are written at a version; none where the version does not have the field.
    pub(crate) fn at(descriptor: &ObjectDescriptor, slot: usize, version: Version) -> Option<Self> {
        let field = &descriptor.slots[slot];
        let is_paired = !is_elements(descriptor, slot)
            || !descriptor.child_versions.is_empty()
            || descriptor.relationship(field.name).is_some_and(|pairs| !pairs.is_empty());
        let plan = Plan::declared(descriptor, version);
        if !plan.has(field) {
            return None;
        }
        match plan.role_in(descriptor, slot, field) {
            Ok(None) => None,
            Ok(Some(Role::At(version))) if is_paired => Some(Self::At(version)),
            // Where nothing is declared, a manifest says it, or nothing is written.
            Ok(Some(_)) | Err(_) => Some(Self::AtAny),
        }
    }
}

/// The schema of numbers within the bounds of another type too, or of texts that are values of it, in lists and maps as well.
pub(crate) fn narrow(schema: &mut Json, limit: &TypeDescriptor) {
    match limit.kind {
        TypeKind::List(item) | TypeKind::Set(item) => {
            schema.get_mut("items").into_iter().for_each(|items| narrow(items, item));
        }
        TypeKind::Dict(item) => {
            schema.get_mut("additionalProperties").into_iter().for_each(|items| narrow(items, item));
        }
        // The writer does not hold numbers with a fraction against whole bounds.
        TypeKind::Scalar if matches!(limit.form, Form::Integer { .. }) && schema["type"] != "integer" => {}
        TypeKind::Scalar => {
            for (key, outside) in [("minimum", Ordering::Less), ("maximum", Ordering::Greater)] {
                let Some(bound) = scalar(limit).and_then(|(_, rest)| rest.get(key).cloned()) else {
                    continue;
                };
                let is_wider = schema.get(key).is_none_or(|known| compare(known, &bound) == Some(outside));
                if is_wider {
                    schema[key] = bound;
                }
            }
        }
        // The writer refuses a text that is none of its values.
        TypeKind::Enum(was) => {
            let known = schema["enum"].as_array().cloned();
            let takes_null = limit.nullable
                && schema["type"].as_array().is_some_and(|types| types.contains(&Json::from("null")));
            let values = was.values.iter().map(|value| Json::from(*value));
            let values = values.filter(|value| known.as_ref().is_none_or(|known| known.contains(value)));
            schema["enum"] = values.chain(takes_null.then_some(Json::Null)).collect();
        }
        TypeKind::Object(_) | TypeKind::AnyObject => {}
    }
}

fn compare(one: &Json, other: &Json) -> Option<Ordering> {
    match (one.as_i64(), other.as_i64()) {
        (Some(one), Some(other)) => Some(one.cmp(&other)),
        _ => one.as_f64()?.partial_cmp(&other.as_f64()?),
    }
}
