//! What goes over the line: backups, contexts and errors as JSON. Moments have their microseconds, which the wire format
//! of the objects leaves out.

use chrono::{DateTime, FixedOffset};
use serde_json::{Map, Value as Json, json};
use versioned_object_core::prelude::*;

/// The fields that hold a moment.
const MOMENTS: [&str; 4] = ["data_timestamp", "created_at", "updated_at", "deleted_at"];

/// Whoever asks.
pub(crate) fn context(store: &Store, json: &Json) -> Result<Context> {
    let mut context = Context::builder().store(store).is_admin(json["admin"] == true);
    if let Some(user) = json["user"].as_str() {
        context = context.user_id(user);
    }
    if let Some(project) = json["project"].as_str() {
        context = context.project_id(project);
    }
    if let Some(read_deleted) = json["read_deleted"].as_str() {
        context = context.read_deleted(read_deleted.parse()?);
    }
    Ok(context.build())
}

/// The value of a field.
pub(crate) fn value(field: &str, json: &Json) -> Result<Value> {
    match json {
        Json::String(text) if MOMENTS.contains(&field) => moment(text).map(Value::DateTime),
        Json::Array(items) => {
            items.iter().map(|item| value(field, item)).collect::<Result<_>>().map(Value::List)
        }
        plain => Ok(plain.clone().into()),
    }
}

pub(crate) fn moment(text: &str) -> Result<DateTime<FixedOffset>> {
    text.parse().map_err(|_| Error::invalid_input(format!("{text:?} is no moment")))
}

/// A field's name and its value for each entry of a map.
pub(crate) fn entries(json: &Json) -> Result<Vec<(String, Value)>> {
    let entries = json.as_object().into_iter().flatten();
    entries.map(|(name, json)| Ok((name.clone(), value(name.trim_end_matches('~'), json)?))).collect()
}

/// Sets fields of an object.
pub(crate) fn set(object: &mut impl VersionedObject, json: &Json) -> Result<()> {
    entries(json)?.into_iter().try_for_each(|(name, value)| object.obj_set(&name, value))
}

/// Every field of an object, and which of them count as changed.
pub(crate) fn object(object: &impl VersionedObject) -> Result<Json> {
    let mut fields = Map::new();
    for field in object.obj_descriptor().fields() {
        let value = match object.obj_get(field.name)? {
            Value::DateTime(moment) => moment.format("%Y-%m-%dT%H:%M:%S%.6f%:z").to_string().into(),
            other => Json::try_from(other)?,
        };
        fields.insert(field.name.to_owned(), value);
    }
    Ok(json!({"fields": fields, "changes": object.obj_what_changed()}))
}

/// The kind of an error, and what it says.
pub(crate) fn error(error: &Error) -> Json {
    let kind = match error {
        Error::NotFound { .. } => "NotFound",
        Error::DuplicateEntry { .. } => "DuplicateEntry",
        Error::InvalidInput { .. } => "InvalidInput",
        Error::NotAuthorized => "NotAuthorized",
        Error::AdminRequired => "AdminRequired",
        Error::ObjectAction { .. } => "ObjectAction",
        Error::Database { .. } => "Database",
        _ => "other",
    };
    json!({"error": kind, "message": error.to_string()})
}
