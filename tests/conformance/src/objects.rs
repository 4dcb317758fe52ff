//! The types that the files name.

use serde_json::Value as Json;
use versioned_object_core::prelude::*;

use crate::ops::shared;
use crate::{synthetic, values};

/// Evaluates an expression with `$ty` for the type that the file calls `$class`; none when it is not one of ours.
macro_rules! with_type {
    ($class:expr, $ty:ident => $body:expr) => {
        match $class {
            "Backup" => {
                type $ty = backup_objects::Backup;
                Some($body)
            }
            "BackupImport" => {
                type $ty = backup_objects::BackupImport;
                Some($body)
            }
            "BackupList" => {
                type $ty = backup_objects::BackupList;
                Some($body)
            }
            _ => None,
        }
    };
}
pub(crate) use with_type;

/// Makes an object as its description says: sets the fields by name, and where the description names the changed ones,
/// forgets all changes and marks those.
pub(crate) fn build<T: VersionedObject>(spec: &Json) -> Result<T> {
    let mut object = T::orphan();
    for (name, value) in spec["fields"].as_object().into_iter().flatten() {
        object.set(name.as_str(), values::untag(value)?)?;
    }
    if let Some(changed) = spec["changed"].as_array() {
        object.obj_reset_changes(&[], false);
        for name in changed.iter().filter_map(Json::as_str) {
            // To set a field to what it holds already marks it, as in oslo.
            let value: Value = object.get(name)?;
            object.set(name, value)?;
        }
    }
    Ok(object)
}

/// As [`build`], with the type's name in the description.
pub(crate) fn build_value(spec: &Json) -> Result<Value> {
    let class = spec["class"].as_str().unwrap_or_default();
    let built = with_type!(class, T => build::<T>(spec).map(Value::from));
    built.unwrap_or_else(|| synthetic::build(spec).map(Value::Object))
}

/// What Python prints of an object with the objects below it as we call them, where the `uuid` or `id` of one is a list
/// or a map.
pub(crate) fn with_our_ids(object: &dyn DynObject, printed: &Json) -> Json {
    let Some(printed) = printed.as_str() else { return printed.clone() };
    let mut ours = printed.to_owned();
    let mut at = 0;
    for child in shared::printed(object) {
        let Some(behind) = behind_name(&ours, at, child.obj_name()) else { break };
        at = behind;
        let descriptor = child.obj_descriptor();
        let field = ["uuid", "id"].into_iter().find(|name| descriptor.field(name).is_some());
        let id = field.and_then(|name| child.obj_get(name).ok());
        if let Some(id @ (Value::List(_) | Value::Set(_) | Value::Map(_))) = id
            && let Some(len) = in_brackets(&ours[at..])
        {
            let id = id.to_string();
            ours.replace_range(at + 1..at + len - 1, &id);
            at += id.len() + 2;
        }
    }
    ours.into()
}

/// Where a name ends that stands in a print from a place on, as a value or in a list or a map.
fn behind_name(print: &str, from: usize, name: &str) -> Option<usize> {
    let stands = |at: usize| {
        let before = print[..at].ends_with(['=', '[', ',']);
        before && print[at + name.len()..].starts_with(['(', ',', ']', '}', ')'])
    };
    print
        .match_indices(name)
        .map(|(at, _)| at)
        .find(|at| *at >= from && stands(*at))
        .map(|at| at + name.len())
}

/// How long the brackets are with which a text begins, and what Python printed between them.
fn in_brackets(text: &str) -> Option<usize> {
    let (mut depth, mut quote, mut escaped) = (0, None, false);
    for (at, letter) in text.char_indices() {
        match (quote, letter) {
            _ if escaped => escaped = false,
            (Some(_), '\\') => escaped = true,
            (Some(open), letter) if open == letter => quote = None,
            (None, '\'' | '"') => quote = Some(letter),
            (None, '(') => depth += 1,
            (None, ')') => depth -= 1,
            // A letter of a literal, or between them.
            _ => {}
        }
        if depth == 0 {
            return (at > 0).then_some(at + 1);
        }
    }
    None
}

/// An object as the files write it: class, version, the fields that are set, and the names of the changed ones.
pub(crate) fn describe<T: VersionedObject>(object: &T) -> Json {
    let set = T::descriptor().fields().filter(|field| object.is_set(field.name));
    let fields = set.map(|field| {
        let value: Value = object.get(field.name).unwrap_or(Value::Null);
        (field.name.to_owned(), values::tag(&value))
    });
    let fields = Json::Object(fields.collect());
    let mut changed = object.obj_what_changed();
    changed.sort_unstable();
    serde_json::json!({
        "class": T::NAME,
        "version": object.obj_version().to_string(),
        "fields": fields,
        "changed": changed,
    })
}

/// As [`describe`], of an object of any type.
pub(crate) fn describe_value(object: &dyn DynObject) -> Json {
    let mut fields = serde_json::Map::new();
    for field in object.obj_descriptor().fields() {
        if let (Ok(true), Ok(value)) = (object.obj_attr_is_set(field.name), object.obj_get(field.name)) {
            fields.insert(field.name.to_owned(), values::tag(&value));
        }
    }
    let mut changed = object.obj_what_changed();
    changed.sort_unstable();
    serde_json::json!({
        "class": object.obj_name(),
        "version": object.obj_version().to_string(),
        "fields": fields,
        "changed": changed,
    })
}
