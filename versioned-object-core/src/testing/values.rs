//! The values that declarations put into fields, tried.

use crate::describe::descriptor::{DefaultDescriptor, FieldDescriptor, Fill, ObjectDescriptor};
use crate::dynamic::cells;

/// A line for each default and each `fill` of these types that the field's own type or `validate` refuses.
pub(crate) fn refused<'a>(types: impl IntoIterator<Item = &'a ObjectDescriptor>) -> Vec<String> {
    types.into_iter().flat_map(|ty| (0..ty.slots.len()).flat_map(|slot| refused_in(ty, slot))).collect()
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
