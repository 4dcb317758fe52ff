//! The types that the files name.

use serde_json::Value as Json;
use versioned_object_core::prelude::*;

use crate::ops::shared;
use crate::{python, synthetic, values};

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
    for child in shared::below(object) {
        let descriptor = child.obj_descriptor();
        let field = ["uuid", "id"].into_iter().find(|name| descriptor.field(name).is_some());
        let id = field.and_then(|name| child.obj_get(name).ok());
        if let Some(id @ (Value::List(_) | Value::Set(_) | Value::Map(_))) = id {
            let name = child.obj_name();
            let python = format!("{name}({})", python::repr(&values::tag(&id)));
            ours = ours.replace(&python, &format!("{name}({id})"));
        }
    }
    ours.into()
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
