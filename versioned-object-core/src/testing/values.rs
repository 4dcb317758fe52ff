//! The values that declarations put into fields, tried.

use crate::describe::descriptor::{DefaultDescriptor, FieldDescriptor, Fill, ObjectDescriptor};
use crate::dynamic::cells;
use crate::dynamic::contract::Value;
use crate::primitive::limits::Mode;
use crate::primitive::read::ReadContext;

/// A line for each default and each `fill` of these types, and for each value that deletion sets, that the field's own type
/// or `validate` refuses.
pub(crate) fn refused<'a>(types: impl IntoIterator<Item = &'a ObjectDescriptor>) -> Vec<String> {
    let refused = types.into_iter().flat_map(|ty| {
        (0..ty.slots.len()).flat_map(move |slot| refused_in(ty, slot)).chain(refused_marks(ty))
    });
    refused.collect()
}

/// The same of what marks a row deleted, but for the moment.
fn refused_marks(descriptor: &ObjectDescriptor) -> Vec<String> {
    let Some(soft) = descriptor.table.and_then(|table| table.soft_delete) else { return Vec::new() };
    let set = soft.set.iter().map(|(name, text)| (*name, Value::from(*text)));
    let tried = [(soft.flag, Value::from(true))].into_iter().chain(set).filter_map(|(name, value)| {
        let slot = descriptor.slot_of(name)?;
        let (field, mut object) = (&descriptor.slots[slot], descriptor.orphan());
        let mut cx = ReadContext::new(Mode::Assign);
        let read = value.read(&mut cx, |input, cx| object.obj_cell_mut(slot).load(field, input, cx));
        let (name, version, error) = (descriptor.name, descriptor.version, read.err()?);
        Some(format!("{name} {version}: what `soft_delete` sets is refused: {error}"))
    });
    tried.collect()
}

fn refused_in(descriptor: &ObjectDescriptor, slot: usize) -> Vec<String> {
    let field: &FieldDescriptor = &descriptor.slots[slot];
    let default = match field.default {
        Some(DefaultDescriptor { put, .. }) => put,
        None => None,
    };
    let fill = match field.fill {
        Fill::Value(put) => Some(put),
        Fill::DefaultValue | Fill::Unset => None,
    };
    let given = [("default", default), ("`fill`", fill)];
    let tried = given.into_iter().filter_map(|(what, put)| {
        let error = cells::put(field, descriptor.orphan().obj_cell_mut(slot), what, put?).err()?;
        Some(format!("{} {}: {error}", descriptor.name, descriptor.version))
    });
    tried.collect()
}
