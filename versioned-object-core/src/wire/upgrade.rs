//! Raising an object that was received at an older version to that of its type.

use crate::base::error::Result;
use crate::base::version::Version;
use crate::describe::descriptor::{ChangeKind, DefaultDescriptor, FieldDescriptor, Fill};
use crate::dynamic::cells;
use crate::dynamic::contract::{Cell, DynObject};

/// Raises an object and those in it. An object that cannot be raised stays as it was; others may be raised by then.
pub(crate) fn upgrade(object: &mut dyn DynObject) -> Result<()> {
    let descriptor = object.obj_descriptor();
    for slot in descriptor.slots_in_order() {
        let children = object.obj_cell_mut(slot).each_object(&mut |child| upgrade(child));
        children.map_err(|error| error.at(descriptor.slots[slot].name).at(descriptor.name))?;
    }
    upgrade_one(object).map_err(|error| error.at(descriptor.name))
}

/// Raises an object alone: what it reads at its version is of the present types and names already.
pub(crate) fn upgrade_one(object: &mut dyn DynObject) -> Result<()> {
    let Some(received) = object.obj_meta().received_version() else { return Ok(()) };
    let descriptor = object.obj_descriptor();
    let mut filled = Vec::new();
    for slot in descriptor.slots_in_order() {
        let (field, cell) = (&descriptor.slots[slot], object.obj_cell_mut(slot));
        match fill(field, cell, received, descriptor.version) {
            Ok(true) => filled.push(slot),
            Ok(false) => {}
            Err(error) => {
                for slot in filled {
                    object.obj_cell_mut(slot).unset();
                }
                return Err(error);
            }
        }
    }
    let moved =
        |slot: usize| object.obj_cell(slot).is_set() && descriptor.slots[slot].has_moved_since(received);
    let moved: Vec<usize> = descriptor.slots_in_order().filter(|slot| moved(*slot)).collect();
    let meta = object.obj_meta_mut();
    meta.set_received_version(None);
    for slot in filled.into_iter().chain(moved) {
        meta.set_changed(slot, true);
    }
    Ok(())
}

/// Puts into a field that is unset, and newer than the version, what such a field gets; whether it got something.
fn fill(field: &FieldDescriptor, cell: &mut dyn Cell, received: Version, own: Version) -> Result<bool> {
    let is_new = field.since.is_some_and(|since| received.older_than(since)) && field.exists_in(own);
    let (what, put) = match (field.fill, field.default) {
        (Fill::Value(put), _) => ("`fill`", put),
        (Fill::DefaultValue, Some(DefaultDescriptor { put: Some(put), .. })) => ("default", put),
        (Fill::DefaultValue | Fill::Unset, _) => return Ok(false),
    };
    if !is_new || cell.is_set() {
        return Ok(false);
    }
    cells::put(field, cell, what, put).map(|()| true)
}

impl FieldDescriptor {
    /// Whether a version above this one gave the field another name or another type: what it holds is not what was
    /// received.
    fn has_moved_since(&self, version: Version) -> bool {
        self.changes_after(version).any(|change| match change.kind {
            ChangeKind::Renamed { .. } | ChangeKind::Changed { convert: Some(_), .. } => true,
            ChangeKind::Changed { convert: None, .. } | ChangeKind::Value { .. } => false,
        })
    }
}
