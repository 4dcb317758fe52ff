//! What is done with the cells of an object.

use crate::base::error::{Error, Result};
use crate::describe::descriptor::{FieldDescriptor, ObjectDescriptor, Put, TypeDescriptor, TypeKind};
use crate::describe::lookup::{LIST_FIELD, is_elements};
use crate::dynamic::contract::{Cell, DynObject, ObjectMeta, Value};
use crate::primitive::limits::Mode;
use crate::primitive::read::ReadContext;

/// Whether a field counts as changed: it was set, or it holds an object with changes, or it is the elements of a list
/// object and one of them has.
pub(crate) fn slot_changed(object: &dyn DynObject, slot: usize) -> bool {
    object.obj_meta().is_changed(slot) || child_changed(object, object.obj_descriptor(), slot)
}

/// Whether a field holds an object with changes, or is the elements of a list object and one of them has.
pub(crate) fn child_changed(object: &dyn DynObject, descriptor: &ObjectDescriptor, slot: usize) -> bool {
    let holds_objects = match descriptor.slots[slot].ty.kind {
        TypeKind::List(_) => is_elements(descriptor, slot),
        kind => kind.is_object(),
    };
    holds_objects && object.obj_cell(slot).has_changes()
}

/// A list object always has elements, if only none.
pub(crate) fn fill_list(object: &mut dyn DynObject) {
    let descriptor = object.obj_descriptor();
    if descriptor.list_of.is_none() {
        return;
    }
    if let Some(slot) = descriptor.slot_of(LIST_FIELD)
        && !object.obj_cell(slot).is_set()
    {
        let mut cx = ReadContext::new(Mode::Assign);
        let empty = Value::List(Vec::new());
        let filled = empty
            .read(&mut cx, |input, cx| object.obj_cell_mut(slot).load(&descriptor.slots[slot], input, cx));
        debug_assert!(filled.is_ok(), "every list can be empty");
    }
}

/// The error of a value that the field does not take: at its path, and without a value that must not be seen. Of a
/// sensitive field that is the path in it too, which has the keys of maps.
#[cold]
pub(crate) fn refused(field: &FieldDescriptor, error: Error) -> Error {
    let error = if field.sensitive { masked(field.ty, error) } else { shown_of(field.ty, error) };
    let error = if field.sensitive { error.without_path() } else { error };
    error.at(field.name)
}

/// The error of a value that a type does not take: without the value, where the type is a secret.
pub(crate) fn shown_of(ty: &TypeDescriptor, error: Error) -> Error {
    if ty.holds_secrets() { masked(ty, error) } else { error }
}

fn masked(ty: &TypeDescriptor, error: Error) -> Error {
    error.masked(ty.noun(), ty.innermost().noun())
}

/// Puts a value that the declaration has into a cell that is not set; one that the field's type, its `object` or its own
/// check refuses is not put. `what` says where it comes from: `default`.
pub(crate) fn put(field: &FieldDescriptor, cell: &mut dyn Cell, what: &str, put: Put) -> Result<()> {
    let checked = put(cell).and_then(|()| named(field, cell)).and_then(|()| match field.validate {
        Some(validate) => validate(cell),
        None => Ok(()),
    });
    checked.map_err(|error| {
        cell.unset();
        let is_secret = field.sensitive || field.ty.holds_secrets();
        let said = if is_secret { error } else { Error::invalid(format!("the {what} is refused: {error}")) };
        refused(field, said)
    })
}

/// Whether the objects in a cell have the name that a late-bound field asks for.
fn named(field: &FieldDescriptor, cell: &mut dyn Cell) -> Result<()> {
    let Some(name) = field.object else { return Ok(()) };
    cell.each_object(&mut |object| match object.obj_descriptor().name {
        found if found == name => Ok(()),
        found => Err(Error::invalid(format!("expected an object {name}, got an object {found}"))),
    })
}

/// Whether an object has changes, its own or those of its children.
pub fn object_has_changes(object: &dyn DynObject) -> bool {
    let descriptor = object.obj_descriptor();
    object.obj_meta().has_changed()
        || (descriptor.holds_objects
            && (0..descriptor.slots.len()).any(|slot| child_changed(object, descriptor, slot)))
}

/// Keeps what the key of a stored object is, before another value is put in its place or none: the row stays the one that
/// it is.
pub(crate) fn keep_key(field: &FieldDescriptor, cell: &dyn Cell, meta: &mut ObjectMeta) {
    if field.is_key && meta.is_stored() && meta.row_key().is_none() && cell.is_set() {
        meta.set_row_key(cell.value());
    }
}

/// The error for a field that came with a version above the one that its object was received at: it would be set here, and
/// missing where the object is written.
pub(crate) fn newer_than_stamp(field: &FieldDescriptor, meta: &ObjectMeta) -> Option<Error> {
    let (received, since) = (meta.received_version()?, field.since?);
    let reason = || {
        format!(
            "the object was received at {received}, and {since} added the field: call `obj_upgrade` first"
        )
    };
    received.older_than(since).then(|| Error::invalid(reason()).at(field.name))
}
