//! The methods of [`ObjectExt`](crate::ObjectExt): here once for all types, where a default method is compiled for
//! each.

use std::collections::BTreeMap;

use crate::base::context::Context;
use crate::base::error::{Error, Path, Result};
use crate::base::shown;
use crate::describe::descriptor::{DefaultDescriptor, ObjectDescriptor};
use crate::describe::lookup::unknown_field;
use crate::dynamic::cells;
use crate::dynamic::cells::slot_changed;
use crate::dynamic::contract::{Cell, DynObject, ObjectMeta, Place, Value};
use crate::primitive::limits::Mode;
use crate::primitive::read::ReadContext;

pub(crate) fn set_context(object: &mut dyn DynObject, context: Option<&Context>) {
    for slot in 0..object.obj_descriptor().slots.len() {
        object.obj_cell_mut(slot).set_context(context);
    }
    object.obj_meta_mut().set_context(context.cloned());
}

pub(crate) fn attr_is_set(object: &dyn DynObject, name: &str) -> Result<bool> {
    let descriptor = object.obj_descriptor();
    match descriptor.slot_of(name) {
        Some(slot) => Ok(object.obj_cell(slot).is_set()),
        None if descriptor.extra_index(name).is_some() => Ok(false),
        None => Err(unknown_field(descriptor, name)),
    }
}

pub(crate) fn get(object: &dyn DynObject, name: &str) -> Result<Value> {
    let descriptor = object.obj_descriptor();
    match (descriptor.slot_of(name), descriptor.extra_index(name)) {
        (Some(slot), _) => {
            let field = descriptor.slots[slot].name;
            object.obj_cell(slot).value().ok_or(Error::NotLoaded { object: descriptor.name, field })
        }
        (None, Some(extra)) => object.obj_extra(extra),
        (None, None) => Err(unknown_field(descriptor, name)),
    }
}

pub(crate) fn what_changed(object: &dyn DynObject) -> Vec<&'static str> {
    let descriptor = object.obj_descriptor();
    let changed = descriptor.slots_in_order().filter(|slot| slot_changed(object, *slot));
    changed.map(|slot| descriptor.slots[slot].name).collect()
}

pub(crate) fn get_changes(object: &dyn DynObject) -> BTreeMap<&'static str, Value> {
    let descriptor = object.obj_descriptor();
    let changed = descriptor.slots_in_order().filter(|slot| slot_changed(object, *slot));
    changed.filter_map(|slot| Some((descriptor.slots[slot].name, object.obj_cell(slot).value()?))).collect()
}

pub(crate) fn reset_changes(object: &mut dyn DynObject, fields: &[&str], recursive: bool) {
    let descriptor = object.obj_descriptor();
    if recursive {
        for slot in 0..descriptor.slots.len() {
            let field = &descriptor.slots[slot];
            let is_asked = fields.is_empty() || fields.contains(&field.name);
            if is_asked && field.ty.holds_children() && slot_changed(object, slot) {
                object.obj_cell_mut(slot).reset_changes();
            }
        }
    }
    if fields.is_empty() {
        object.obj_meta_mut().clear_changed();
    }
    for slot in fields.iter().filter_map(|name| descriptor.slot_of(name)) {
        object.obj_meta_mut().set_changed(slot, false);
    }
}

pub(crate) fn own_changes(object: &dyn DynObject) -> Vec<&'static str> {
    let descriptor = object.obj_descriptor();
    let changed = descriptor.slots_in_order().filter(|slot| object.obj_meta().is_changed(*slot));
    changed.map(|slot| descriptor.slots[slot].name).collect()
}

pub(crate) fn unset(object: &mut dyn DynObject, name: &str) -> Result<()> {
    let descriptor = object.obj_descriptor();
    let slot = descriptor.slot_of(name).ok_or_else(|| not_a_field(descriptor, name))?;
    let (cell, meta) = object.obj_parts_mut(slot);
    if !cell.is_set() {
        return Err(Error::NotLoaded { object: descriptor.name, field: descriptor.slots[slot].name });
    }
    cells::keep_key(&descriptor.slots[slot], cell, meta);
    cell.unset();
    meta.set_changed(slot, false);
    Ok(())
}

/// Changes a field in place by way of its value, which is read back as a setter reads it.
pub(crate) fn change(
    object: &mut dyn DynObject,
    name: &str,
    edit: &mut dyn FnMut(&mut Value) -> Result<()>,
) -> Result<()> {
    let descriptor = object.obj_descriptor();
    let slot = descriptor.slot_of(name).ok_or_else(|| not_a_field(descriptor, name))?;
    let field = &descriptor.slots[slot];
    if field.read_only {
        return Err(Error::ReadOnlyField { path: Path::default() }.at(field.name).at(descriptor.name));
    }
    let mut value = get(object, name)?;
    edit(&mut value)?;
    set_value(object, name, value)
}

/// What is answered to a name that cannot be set: a computed field is read-only, anything else is unknown.
pub(crate) fn not_a_field(descriptor: &ObjectDescriptor, name: &str) -> Error {
    match descriptor.extra_index(name) {
        Some(_) => Error::ReadOnlyField { path: Path::default() }.at(name).at(descriptor.name),
        None => unknown_field(descriptor, name),
    }
}

pub(crate) fn set_defaults(object: &mut dyn DynObject, fields: &[&str]) -> Result<()> {
    let descriptor = object.obj_descriptor();
    if fields.is_empty() {
        return descriptor
            .slots_in_order()
            .filter(|slot| descriptor.slots[*slot].until.is_none() && descriptor.slots[*slot].has_default())
            .try_for_each(|slot| {
                let (cell, meta) = object.obj_parts_mut(slot);
                // What the version lacks that the object was received at is no field of it.
                if cells::newer_than_stamp(&descriptor.slots[slot], meta).is_some() {
                    return Ok(());
                }
                set_default((cell, meta), descriptor, slot)
            });
    }
    fields.iter().try_for_each(|name| {
        let slot = descriptor.slot_of(name).ok_or_else(|| unknown_field(descriptor, name))?;
        if !descriptor.slots[slot].has_default() {
            return Err(Error::action(
                "set_defaults",
                format!("No default set for field {}", shown::name(name)),
            ));
        }
        let (cell, meta) = object.obj_parts_mut(slot);
        if let Some(error) = cells::newer_than_stamp(&descriptor.slots[slot], meta) {
            return Err(error.at(descriptor.name));
        }
        set_default((cell, meta), descriptor, slot)
    })
}

pub(crate) fn load_attr(object: &mut dyn DynObject, name: &str) -> Result<()> {
    let descriptor = object.obj_descriptor();
    let slot = descriptor.slot_of(name).ok_or_else(|| unknown_field(descriptor, name))?;
    let field = descriptor.slots[slot].name;
    match descriptor.hooks.load_attr {
        // What it loads may be newer than the version that the object was received at.
        Some(hook) => {
            let received = object.obj_meta().received_version();
            object.obj_meta_mut().set_received_version(None);
            let loaded = hook(object, field);
            object.obj_meta_mut().set_received_version(received);
            loaded
        }
        None => Err(Error::NotLoaded { object: descriptor.name, field }),
    }
}

/// Sets a field from any value, as dict access by name does.
pub(crate) fn set_value(object: &mut dyn DynObject, name: &str, value: Value) -> Result<()> {
    let descriptor = object.obj_descriptor();
    let slot = descriptor.slot_of(name).ok_or_else(|| not_a_field(descriptor, name))?;
    let mut cx = ReadContext::new(Mode::Assign);
    let (cell, meta) = object.obj_parts_mut(slot);
    let place = Place { meta, slot, field: &descriptor.slots[slot] };
    value.read(&mut cx, |input, cx| cell.assign(place, input, cx)).map_err(|error| error.at(descriptor.name))
}

/// Puts the default into a field that is not set; one that its type or its own check refuses is not put.
pub(crate) fn set_default(
    (cell, meta): (&mut dyn Cell, &mut ObjectMeta),
    descriptor: &ObjectDescriptor,
    slot: usize,
) -> Result<()> {
    let field = &descriptor.slots[slot];
    if let Some(DefaultDescriptor { put: Some(put), .. }) = field.default
        && !cell.is_set()
    {
        cells::put(field, cell, "default", put).map_err(|error| error.at(descriptor.name))?;
        meta.set_changed(slot, true);
    }
    Ok(())
}
