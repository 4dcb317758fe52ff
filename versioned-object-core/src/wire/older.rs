//! Values of fields as older versions have them.

use std::any::Any;

use crate::base::error::{Error, Result};
use crate::base::version::Version;
use crate::describe::descriptor::{
    ChangeKind, Conversion, DefaultDescriptor, FieldChange, FieldDescriptor, Form, TypeDescriptor, TypeKind,
};
use crate::dynamic::cells::{self, refused};
use crate::dynamic::contract::{Cell, Input, Value};
use crate::primitive::read::ReadContext;
use crate::primitive::write::PrimitiveWriter;

/// Writes the value of a field as a version has it.
#[inline]
pub(crate) fn write(
    cell: &dyn Cell,
    field: &FieldDescriptor,
    past: Option<Version>,
    out: &mut PrimitiveWriter<'_>,
) -> Result<()> {
    match past {
        Some(version) if !field.history.is_empty() => write_older(cell, field, version, out),
        _ => cell.write(out),
    }
}

fn write_older(
    cell: &dyn Cell,
    field: &FieldDescriptor,
    version: Version,
    out: &mut PrimitiveWriter<'_>,
) -> Result<()> {
    match field.history {
        // Most have changed once: not since that version.
        [FieldChange { version: changed, .. }] if !version.older_than(*changed) => cell.write(out),
        _ => lowered(cell, field, version)?.as_deref().unwrap_or(cell).write(out),
    }
}

/// The value of a field as a version has it; none where it is the same.
pub(crate) fn lowered(
    cell: &dyn Cell,
    field: &FieldDescriptor,
    version: Version,
) -> Result<Option<Box<dyn Cell>>> {
    let mut older: Option<Box<dyn Cell>> = None;
    for change in field.changes_after(version) {
        let newer = older.as_deref().unwrap_or(cell);
        older = lowered_once(newer, field, change)?.or(older);
    }
    Ok(older)
}

/// The value of a field as it was before a change; none where it is the same.
fn lowered_once(
    newer: &dyn Cell,
    field: &FieldDescriptor,
    change: &FieldChange,
) -> Result<Option<Box<dyn Cell>>> {
    let mut older: Option<Box<dyn Cell>> = None;
    match change.kind {
        ChangeKind::Changed { convert: Some(convert), .. } => {
            let mut before = made(convert.before)?;
            (convert.down)(newer, &mut *before)?;
            older = Some(before);
        }
        // The default is what a reader makes of a null that the type does not take.
        ChangeKind::Changed { from, convert: None }
            if newer.is_null() && !from.nullable && !field.has_default() =>
        {
            let message = format!("null is no value of this field before {}", change.version);
            return Err(Error::invalid(message));
        }
        ChangeKind::Changed { from, convert: None } if may_refuse(from) => {
            if let Some(value) = newer.value() {
                within(from, &value, change.version)?;
            }
        }
        ChangeKind::Value { instead, .. } => (instead.replace)(newer, &mut older),
        ChangeKind::Changed { .. } | ChangeKind::Renamed { .. } => {}
    }
    Ok(older)
}

/// Whether there may be values of its form that a type does not take: numbers that it does not have, nulls among items.
fn may_refuse(ty: &TypeDescriptor) -> bool {
    match (ty.kind, ty.form) {
        (TypeKind::Scalar, Form::Integer { .. }) | (TypeKind::Enum(_), _) => true,
        (TypeKind::Scalar, Form::Number { minimum, maximum }) => minimum.is_some() || maximum.is_some(),
        (TypeKind::List(item) | TypeKind::Set(item) | TypeKind::Dict(item), _) => {
            !item.nullable || may_refuse(item)
        }
        _ => false,
    }
}

/// Whether the type before takes a value, which is written as it is.
fn within(ty: &TypeDescriptor, value: &Value, before: Version) -> Result<()> {
    match (ty.kind, value) {
        (TypeKind::List(item) | TypeKind::Set(item), Value::List(items) | Value::Set(items)) => {
            let mut items = items.iter().enumerate();
            items.try_for_each(|(index, value)| {
                item_within(item, value, before).map_err(|error| error.at_index(index))
            })
        }
        (TypeKind::Dict(item), Value::Map(entries)) => entries
            .iter()
            .try_for_each(|(key, value)| item_within(item, value, before).map_err(|error| error.at_key(key))),
        // Of a field that is null itself, its default is what is read.
        (_, Value::Null) => Ok(()),
        (TypeKind::Enum(was), Value::String(text)) if !was.values.contains(&text.as_str()) => {
            let values = was.values.iter().map(|value| format!("`{value}`")).collect::<Vec<_>>().join(", ");
            Err(Error::invalid(format!("expected one of {values}, as before {before}, got {value}")))
        }
        (TypeKind::Scalar, value) if !ty.form.holds(value) => {
            Err(Error::invalid(format!("expected {}, as before {before}, got {value}", ty.form.range())))
        }
        _ => Ok(()),
    }
}

/// The same of an item.
fn item_within(ty: &TypeDescriptor, value: &Value, before: Version) -> Result<()> {
    if matches!(value, Value::Null) && !ty.nullable {
        return Err(Error::invalid(format!("null is no value of an item before {before}")));
    }
    within(ty, value, before)
}

/// The cell that a conversion makes.
fn made(make: fn(&mut dyn Any)) -> Result<Box<dyn Cell>> {
    let mut cell: Option<Box<dyn Cell>> = None;
    make(&mut cell);
    cell.ok_or_else(|| Error::invalid("the conversion makes no cell"))
}

/// Reads the value of a field as a version has it.
pub(crate) fn load(
    cell: &mut dyn Cell,
    field: &FieldDescriptor,
    version: Version,
    input: Input<'_>,
    cx: &mut ReadContext<'_>,
) -> Result<()> {
    let converts = field.changes_after(version).filter_map(|change| match change.kind {
        ChangeKind::Changed { from, convert: Some(convert) } => Some((from, convert)),
        _ => None,
    });
    let mut steps: Vec<_> = converts.collect();
    steps.reverse();
    if steps.is_empty() {
        return cell.load(field, input, cx);
    }
    let is_changed = match field.default {
        // As a setter of then: the default of then is the one of today, whatever stands between.
        Some(DefaultDescriptor { put: Some(put), .. })
            if matches!(input, Input::Null)
                && steps.iter().map(|(from, _)| *from).chain([field.ty]).any(|ty| !ty.nullable) =>
        {
            cells::put(field, cell, "default", put)?;
            false
        }
        _ => raised(cell, field, &steps, input, cx)?,
    };
    // Objects that a converter made are as good as read.
    if !is_changed {
        cell.reset_changes();
    }
    if cx.context.is_some() {
        cell.set_context(cx.context.as_ref());
    }
    Ok(())
}

/// Reads a value as the first of these changes found it, and takes it through them; whether what was read has changes.
fn raised(
    cell: &mut dyn Cell,
    field: &FieldDescriptor,
    steps: &[(&TypeDescriptor, Conversion)],
    input: Input<'_>,
    cx: &mut ReadContext<'_>,
) -> Result<bool> {
    let Some((_, first)) = steps.first() else { return Ok(false) };
    let mut value = made(first.before)?;
    // The default and the check are those of the present type.
    let plain = FieldDescriptor::new(field.name, "", value.ty());
    let plain = if field.sensitive { plain.sensitive() } else { plain };
    value.load(&plain, input, cx)?;
    let is_changed = value.has_changes();
    // What was a secret before is one still in what is said of it.
    let raise = |error| refused(if plain.is_secret() { &plain } else { field }, error);
    for (index, (_, step)) in steps.iter().enumerate() {
        if index + 1 == steps.len() {
            (step.up)(&*value, cell).map_err(raise)?;
        } else {
            let mut after = made(step.after)?;
            (step.up)(&*value, &mut *after).map_err(raise)?;
            value = after;
        }
    }
    if let Some(Err(error)) = field.validate.map(|validate| validate(cell)) {
        cell.unset();
        return Err(raise(error));
    }
    Ok(is_changed)
}
