//! How objects print themselves.

use std::fmt;

use crate::describe::descriptor::{FieldDescriptor, TypeDescriptor, TypeKind};
use crate::dynamic::contract::{Cell, DynObject, Value};
use crate::python::mask::mask_password;
use crate::python::moment;

/// What stands for a value that must not be seen.
pub(crate) const MASK: &str = "'***'";

/// What stands for secrets.
#[derive(Clone, Copy)]
enum Secrets {
    /// [`MASK`], whatever they are.
    Masked,
    /// What Python's oslo leaves of a text with passwords.
    AsPython,
}

/// A field as oslo prints it: `<?>` when it is unset, or prints as nothing.
struct OsloField<'o>(&'o dyn Cell, &'o FieldDescriptor, Secrets);

impl fmt::Display for OsloField<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(cell, field, secrets) = self;
        match cell.value() {
            _ if !cell.is_set() => f.write_str("<?>"),
            _ if field.sensitive && !cell.is_null() => f.write_str(MASK),
            Some(value) if field.is_secret() => secret(f, &value, field.ty, *secrets),
            _ => cell.display(f),
        }
    }
}

/// A value that is a secret, or has secrets in it.
fn secret(f: &mut fmt::Formatter<'_>, value: &Value, ty: &TypeDescriptor, secrets: Secrets) -> fmt::Result {
    match (ty.kind, value) {
        (_, Value::Null) => f.write_str("None"),
        (TypeKind::List(item) | TypeKind::Set(item), Value::List(items) | Value::Set(items)) => {
            let (open, close) = if matches!(value, Value::Set(_)) { ("set([", "])") } else { ("[", "]") };
            f.write_str(open)?;
            for (index, value) in items.iter().enumerate() {
                f.write_str(if index == 0 { "" } else { "," })?;
                secret(f, value, item, secrets)?;
            }
            f.write_str(close)
        }
        (TypeKind::Dict(item), Value::Map(entries)) => {
            f.write_str("{")?;
            for (index, (key, value)) in entries.iter().enumerate() {
                write!(f, "{}{key}=", if index == 0 { "" } else { "," })?;
                secret(f, value, item, secrets)?;
            }
            f.write_str("}")
        }
        (_, Value::String(text)) if matches!(secrets, Secrets::AsPython) => {
            write!(f, "'{}'", mask_password(text))
        }
        _ => f.write_str(MASK),
    }
}

/// `Display`, oslo's `repr`: `Name(a='x',b=<?>)`, the fields by name, and secrets masked. One that was removed is there
/// where older data has it.
///
/// # Errors
/// When the formatter fails.
pub fn display(object: &dyn DynObject, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    oslo(object, f, Secrets::Masked)
}

/// As [`display`], but of a secret text with what Python's oslo leaves of it.
pub(crate) fn python_repr(object: &dyn DynObject) -> String {
    struct AsPython<'o>(&'o dyn DynObject);

    impl fmt::Display for AsPython<'_> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            oslo(self.0, f, Secrets::AsPython)
        }
    }

    AsPython(object).to_string()
}

fn oslo(object: &dyn DynObject, f: &mut fmt::Formatter<'_>, secrets: Secrets) -> fmt::Result {
    let descriptor = object.obj_descriptor();
    let is_shown = |slot: &usize| descriptor.slots[*slot].until.is_none() || object.obj_cell(*slot).is_set();
    let mut slots: Vec<usize> = descriptor.slots_in_order().filter(is_shown).collect();
    slots.sort_by_key(|slot| descriptor.slots[*slot].name);
    write!(f, "{}(", descriptor.name)?;
    for (index, slot) in slots.into_iter().enumerate() {
        let field = &descriptor.slots[slot];
        let comma = if index == 0 { "" } else { "," };
        write!(f, "{comma}{}={}", field.name, OsloField(object.obj_cell(slot), field, secrets))?;
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

/// `Debug`: the set fields in declaration order, children with theirs, a `*` behind the names of changed ones, secrets
/// masked, and the version when it is not the type's own.
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
                Some(value) if field.ty.has_objects() && !field.is_secret() => {
                    out.field(&name, &Inner(&value))
                }
                _ if field.is_secret() && !cell.is_null() => out.field(&name, &format_args!("{MASK}")),
                _ => out.field(&name, &format_args!("{}", OsloField(cell, field, Secrets::Masked))),
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
        Some(_) if descriptor.slots[slot].is_secret() => f.write_str("(***)"),
        Some(Value::String(id)) => write!(f, "({id})"),
        // Python takes `str()` here, which is not how a moment is printed elsewhere.
        Some(Value::DateTime(id)) => write!(f, "({})", moment::python_str(&id)),
        Some(Value::NaiveDateTime(id)) => write!(f, "({})", moment::python_str_naive(id)),
        Some(id) => write!(f, "({id})"),
    }
}
