//! Fields that have no column: what is said of them when an object is written.

use crate::base::error::{Error, Result};
use crate::base::shown::MASK;
use crate::describe::descriptor::{FieldDescriptor, Relation};
use crate::describe::lookup::LIST_FIELD;
use crate::dynamic::cells::child_changed;
use crate::dynamic::contract::{DynObject, Value};
use crate::object::ext::ObjectExt as _;
use crate::store::model::{Model, is_in_row};
use crate::store::sight::key_text;

/// Refuses a new object whose relations hold what its row would not say: children, or one that it belongs to under
/// another key than it has.
pub(crate) fn before_creating(model: &Model, object: &dyn DynObject) -> Result<()> {
    for (slot, field) in model.descriptor.slots.iter().enumerate() {
        let Some(relation) = field.relation else { continue };
        let Some(value) = object.obj_cell(slot).value() else { continue };
        let held = objects(value);
        let reason = match relation {
            Relation::HasMany { .. } if !held.is_empty() => children(field, held.len()),
            Relation::BelongsTo { key } => match held.first() {
                Some(one) if !has_key_of(model, object, key, &**one) => another(model, field, key, &**one),
                _ => continue,
            },
            Relation::HasMany { .. } => continue,
        };
        return Err(Error::action("create", reason));
    }
    Ok(())
}

/// Refuses to save an object that was given what its row would not say: children that have no row or belong to another, or
/// one that it belongs to under another key than it has.
pub(crate) fn before_saving(model: &Model, object: &dyn DynObject) -> Result<()> {
    for (slot, field) in model.descriptor.slots.iter().enumerate() {
        let Some(relation) = field.relation.filter(|_| object.obj_meta().is_changed(slot)) else { continue };
        let held = object.obj_cell(slot).value().map(objects).unwrap_or_default();
        let reason = match relation {
            Relation::HasMany { key } => {
                let others = held.iter().filter(|one| !belongs(object, key, &***one)).count();
                if others == 0 {
                    continue;
                }
                let what = if others == 1 { "object" } else { "objects" };
                let name = field.name;
                format!(
                    "{others} {what} in `{name}` would not be stored: `create_related` writes those that have no row, and \
                     to move one, set its `{key}` and save it; or unset `{name}`"
                )
            }
            // What it does not say may be what its row has.
            Relation::BelongsTo { key } => match held.first() {
                Some(one) if object.obj_get(key).is_ok() && !has_key_of(model, object, key, &**one) => {
                    another(model, field, key, &**one)
                }
                _ => continue,
            },
        };
        return Err(Error::action("save", reason));
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
    let (name, what) = (field.name, if count == 1 { "object" } else { "objects" });
    format!(
        "the {count} {what} in `{name}` would not be stored: `create_with` writes them too; or unset `{name}`, and \
         create them by themselves"
    )
}

fn another(model: &Model, field: &FieldDescriptor, key: &str, one: &dyn DynObject) -> String {
    let (name, of) = (field.name, model.name());
    let is_secret = |name: &str| one.obj_descriptor().field(name).is_some_and(FieldDescriptor::is_secret);
    let shown = |id| {
        if one.obj_descriptor().table.is_some_and(|table| is_secret(table.key)) {
            MASK.to_owned()
        } else {
            id
        }
    };
    match key_of(one).map(shown) {
        Some(id) => {
            format!("`{name}` is {} {id}, but `{key}` of the {of} is another: set `{key}`", one.obj_name())
        }
        None => format!("`{name}` has no key yet: create it first, and set `{key}` of the {of}"),
    }
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
