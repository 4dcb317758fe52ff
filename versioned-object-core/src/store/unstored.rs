//! Fields that have no column: what is said of them when an object is written.

use crate::base::error::{Error, Result};
use crate::describe::descriptor::{FieldDescriptor, Relation};
use crate::describe::lookup::LIST_FIELD;
use crate::dynamic::cells::child_changed;
use crate::dynamic::contract::{DynObject, Value};
use crate::object::ext::ObjectExt as _;
use crate::store::model::{Model, is_in_row};
use crate::store::row_key::key_text;

/// Refuses a new object whose relations hold what its row would not say: children, or one that it belongs to under
/// another key than it has.
pub(crate) fn before_creating(model: &Model, object: &dyn DynObject) -> Result<()> {
    check_relations(
        "create",
        model,
        object,
        |_| true,
        |field, relation, held| match relation {
            Relation::HasMany { .. } => (!held.is_empty()).then(|| children(field, held.len())),
            Relation::BelongsTo { key } => another(model, object, field, key, held),
        },
    )
}

/// Refuses to save an object that was given what its row would not say: children that have no row or belong to another, or
/// one that it belongs to under another key than it has.
pub(crate) fn before_saving(model: &Model, object: &dyn DynObject) -> Result<()> {
    let is_changed = |slot| object.obj_meta().is_changed(slot);
    check_relations("save", model, object, is_changed, |field, relation, held| match relation {
        Relation::HasMany { key } => strays(object, field, key, held),
        // What it does not say may be what its row has.
        Relation::BelongsTo { key } if object.obj_get(key).is_err() => None,
        Relation::BelongsTo { key } => another(model, object, field, key, held),
    })
}

/// Asks of what the relations hold, of those that are asked of, why it cannot be.
fn check_relations(
    method: &str,
    model: &Model,
    object: &dyn DynObject,
    is_asked: impl Fn(usize) -> bool,
    why: impl Fn(&FieldDescriptor, Relation, &[Box<dyn DynObject>]) -> Option<String>,
) -> Result<()> {
    for (slot, field) in model.descriptor.slots.iter().enumerate() {
        let Some(relation) = field.relation.filter(|_| is_asked(slot)) else { continue };
        let held = object.obj_cell(slot).value().map(objects).unwrap_or_default();
        if let Some(reason) = why(field, relation, &held) {
            return Err(Error::action(method, reason));
        }
    }
    Ok(())
}

/// Whether a child has a row and, as far as it says, belongs to the object.
fn belongs(object: &dyn DynObject, key: &str, child: &dyn DynObject) -> bool {
    let ours = key_of(object);
    let theirs = child.obj_get(key).ok().map(|theirs| key_text(&theirs));
    key_of(child).is_some() && theirs.is_none_or(|theirs| ours.as_ref().is_none_or(|ours| *ours == theirs))
}

fn children(field: &FieldDescriptor, count: usize) -> String {
    let name = field.name;
    format!(
        "the {} in `{name}` would not be stored: `create_with` writes them too; or unset `{name}`, and create them by \
         themselves",
        counted(count)
    )
}

/// What is said of children that have no row or belong to another object.
fn strays(
    object: &dyn DynObject,
    field: &FieldDescriptor,
    key: &str,
    held: &[Box<dyn DynObject>],
) -> Option<String> {
    let count = held.iter().filter(|one| !belongs(object, key, &***one)).count();
    let name = field.name;
    (count > 0).then(|| {
        format!(
            "{} in `{name}` would not be stored: `create_related` writes those that have no row, and to move one, set its \
             `{key}` and save it; or unset `{name}`",
            counted(count)
        )
    })
}

fn counted(objects: usize) -> String {
    format!("{objects} {}", if objects == 1 { "object" } else { "objects" })
}

/// What is said of an object that this one belongs to under another key than it has.
fn another(
    model: &Model,
    object: &dyn DynObject,
    field: &FieldDescriptor,
    key: &str,
    held: &[Box<dyn DynObject>],
) -> Option<String> {
    let one = &**held.first()?;
    if has_key_of(model, object, key, one) {
        return None;
    }
    let (name, of) = (field.name, model.name());
    let theirs = Model::of(one.obj_descriptor(), model.backend).ok();
    Some(match theirs.zip(key_of(one)) {
        Some((theirs, id)) => {
            let (id, what) = (theirs.shown_key(id), one.obj_name());
            format!("`{name}` is {what} {id}, but `{key}` of the {of} is another: set `{key}`")
        }
        None => format!("`{name}` has no key yet: create it first, and set `{key}` of the {of}"),
    })
}

/// Whether the field of an object that holds the key of another does so.
fn has_key_of(model: &Model, object: &dyn DynObject, key: &str, other: &dyn DynObject) -> bool {
    let ours = model.descriptor.slot_of(key).and_then(|slot| object.obj_cell(slot).value());
    let theirs = key_of(other);
    theirs.is_some() && ours.as_ref().map(key_text) == theirs
}

fn key_of(object: &dyn DynObject) -> Option<String> {
    let table = object.obj_descriptor().table?;
    match object.obj_get(table.key) {
        Ok(Value::Null) | Err(_) => None,
        Ok(key) => Some(key_text(&key)),
    }
}

/// The objects in the value of a field: in a list, in a list object, or one.
fn objects(value: Value) -> Vec<Box<dyn DynObject>> {
    match value {
        Value::List(values) => values.into_iter().flat_map(objects).collect(),
        Value::Object(list) if list.obj_descriptor().list_of.is_some() => {
            list.obj_get(LIST_FIELD).map(objects).unwrap_or_default()
        }
        Value::Object(object) => vec![object],
        _ => Vec::new(),
    }
}

/// No field without a column counts as changed once the object is written, and none that its version removed. Changes of an
/// object in it are its own, and are written with its own `save`; one that cannot be saved, for it has no table or no key
/// yet, has none.
pub(crate) fn after_writing(object: &mut dyn DynObject) {
    let descriptor = object.obj_descriptor();
    for (slot, _) in descriptor.slots.iter().enumerate().filter(|(_, field)| !is_in_row(descriptor, field)) {
        object.obj_meta_mut().set_changed(slot, false);
        if !child_changed(object, descriptor, slot) {
            continue;
        }
        let cell = object.obj_cell_mut(slot);
        let held = objects(cell.value().unwrap_or(Value::Null));
        if held.iter().all(|held| key_of(&**held).is_none() || held.obj_what_changed().is_empty()) {
            cell.reset_changes();
        }
    }
}

/// As [`after_writing`], and what relations held before is gone.
pub(crate) fn after_reading(object: &mut dyn DynObject) {
    for (slot, _) in
        object.obj_descriptor().slots.iter().enumerate().filter(|(_, field)| field.relation.is_some())
    {
        object.obj_cell_mut(slot).unset();
    }
    after_writing(object);
}
