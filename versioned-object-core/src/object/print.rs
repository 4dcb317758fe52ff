//! How objects print themselves.

use std::fmt;

use crate::describe::descriptor::FieldDescriptor;
use crate::dynamic::contract::{Cell, DynObject, Value};
use crate::python::moment;

/// What stands for a value that must not be seen.
pub(crate) const MASK: &str = "'***'";

/// A field as oslo prints it: `<?>` when it is unset, or prints as nothing.
struct OsloField<'o>(&'o dyn Cell, &'o FieldDescriptor);

impl fmt::Display for OsloField<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.0.is_set(), self.1.sensitive && !self.0.is_null()) {
            (false, _) => f.write_str("<?>"),
            (true, true) => f.write_str(MASK),
            (true, false) => self.0.display(f),
        }
    }
}

/// `Display`, oslo's `repr`: `Name(a='x',b=<?>)`, the fields by name. One that was removed is there where older data has
/// it.
///
/// # Errors
/// When the formatter fails.
pub fn display(object: &dyn DynObject, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let descriptor = object.obj_descriptor();
    let is_shown = |slot: &usize| descriptor.slots[*slot].until.is_none() || object.obj_cell(*slot).is_set();
    let mut slots: Vec<usize> = descriptor.slots_in_order().filter(is_shown).collect();
    slots.sort_by_key(|slot| descriptor.slots[*slot].name);
    write!(f, "{}(", descriptor.name)?;
    for (index, slot) in slots.into_iter().enumerate() {
        let field = &descriptor.slots[slot];
        let comma = if index == 0 { "" } else { "," };
        write!(f, "{comma}{}={}", field.name, OsloField(object.obj_cell(slot), field))?;
    }
    f.write_str(")")
}

/// A value with objects in it, for `Debug`: the objects with all their fields.
struct Inner<'v>(&'v Value);

impl fmt::Debug for Inner<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Value::Object(object) => object.fmt(f),
            Value::List(items) | Value::Set(items) => {
                f.debug_list().entries(items.iter().map(Inner)).finish()
            }
            Value::Map(entries) => {
                f.debug_map().entries(entries.iter().map(|(key, value)| (key, Inner(value)))).finish()
            }
            value => write!(f, "{value}"),
        }
    }
}

/// `Debug`: the set fields in declaration order, children with theirs, a `*` behind the names of changed ones, texts
/// that may hold passwords masked, and the version when it is
/// not the type's own.
///
/// # Errors
/// When the formatter fails.
pub fn debug(object: &dyn DynObject, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let descriptor = object.obj_descriptor();
    let mut out = f.debug_struct(descriptor.name);
    if let Some(version) = object.obj_meta().received_version() {
        out.field("version", &format_args!("{version}"));
    }
    for slot in descriptor.slots_in_order() {
        let (cell, field) = (object.obj_cell(slot), &descriptor.slots[slot]);
        if cell.is_set() {
            let star = if object.obj_meta().is_changed(slot) { "*" } else { "" };
            let name = format!("{}{star}", field.name);
            match cell.value() {
                Some(value) if field.ty.has_objects() && !field.sensitive => out.field(&name, &Inner(&value)),
                Some(value) if field.ty.holds_secrets() && !value.is_null() => {
                    out.field(&name, &format_args!("{MASK}"))
                }
                _ => out.field(&name, &format_args!("{}", OsloField(cell, field))),
            };
        }
    }
    out.finish_non_exhaustive()
}

/// Prints a child inside its parent, as oslo does: its name, and the identity of a type that has one.
///
/// # Errors
/// When the formatter fails.
pub fn object_display(object: &dyn DynObject, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let descriptor = object.obj_descriptor();
    f.write_str(descriptor.name)?;
    let Some(slot) = descriptor.slot_of("uuid").or_else(|| descriptor.slot_of("id")) else {
        return Ok(());
    };
    match object.obj_cell(slot).value() {
        None => f.write_str("(UNKNOWN)"),
        Some(_) if descriptor.slots[slot].sensitive => f.write_str("(***)"),
        Some(Value::String(id)) => write!(f, "({id})"),
        // Python takes `str()` here, which is not how a moment is printed elsewhere.
        Some(Value::DateTime(id)) => write!(f, "({})", moment::python_str(&id)),
        Some(Value::NaiveDateTime(id)) => write!(f, "({})", moment::python_str_naive(id)),
        Some(id) => write!(f, "({id})"),
    }
}
