//! The cell of a field without its type: what lets everything but the accessors be written once, for all objects.

use std::any::Any;
use std::fmt;

use crate::attr::{Attr, ObjectMeta};
use crate::context::Context;
use crate::descriptor::{DefaultDescriptor, FieldDescriptor, TypeDescriptor};
use crate::error::{Error, Path, Result};
use crate::fields::{FieldType, Input, ReadContext};
use crate::value::Value;
use crate::wire::{PrimitiveWriter, WriteOptions};

/// An [`Attr`] whatever its type.
pub trait Cell: Any + Send + Sync {
    /// Whether the field has a value; null is one.
    fn is_set(&self) -> bool;

    /// Whether the value is null.
    fn is_null(&self) -> bool;

    /// The value; none when the field is unset.
    fn value(&self) -> Option<Value>;

    /// The type of the field.
    fn ty(&self) -> &'static TypeDescriptor;

    /// Makes the field unset.
    fn unset(&mut self);

    /// Reads a value in, without marking the field changed.
    ///
    /// # Errors
    /// When the field does not take the value; it keeps the one it had.
    fn load(&mut self, field: &FieldDescriptor, input: Input<'_>, cx: &mut ReadContext<'_>) -> Result<()>;

    /// Sets the field as the typed setter does, from any value.
    ///
    /// # Errors
    /// When the field does not take the value; it keeps the one it had.
    fn assign(&mut self, at: Place<'_>, input: Input<'_>, cx: &mut ReadContext<'_>) -> Result<()>;

    /// Writes the value, or null when the field is unset.
    ///
    /// # Errors
    /// When the value has no such form.
    fn write(&self, out: &mut PrimitiveWriter<'_>) -> Result<()>;

    /// Prints the value as oslo does; nothing when the field is unset.
    ///
    /// # Errors
    /// When the formatter fails.
    fn display(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result;

    /// Whether an object in the value has changes of its own.
    fn has_changes(&self) -> bool;

    /// Forgets the changes of the objects in the value.
    fn reset_changes(&mut self);

    /// Gives the objects in the value their context.
    fn set_context(&mut self, context: Option<&Context>);
}

/// Where a field is in its object: what setting it needs besides the cell.
pub struct Place<'m> {
    pub(crate) meta: &'m mut ObjectMeta,
    pub(crate) slot: usize,
    pub(crate) field: &'static FieldDescriptor,
}

/// Sets a field, with all its checks, and marks it changed. On an error the field is as it was.
pub(crate) fn assign<T: FieldType>(cell: &mut Attr<T>, at: Place<'_>, value: T) -> Result<()> {
    let field = at.field;
    value.check().map_err(|error| refused(field, error))?;
    if let Some(name) = field.object {
        value.check_object(name).map_err(|error| error.at(field.name))?;
    }
    let new = Attr(Some(value));
    if let Some(validate) = field.validate {
        validate(&new).map_err(|error| refused(field, error))?;
    }
    if let (Some(old), Some(value)) = (&cell.0, &new.0) {
        if field.read_only {
            return if same_values(cell, &new) {
                Ok(())
            } else {
                Err(Error::ReadOnlyField { path: Path::default() }.at(field.name))
            };
        }
        old.check_change(value).map_err(|error| refused(field, error))?;
    }
    *cell = new;
    at.meta.set_changed(at.slot, true);
    Ok(())
}

/// The error of a value that the field does not take: at its path, and without a value that must not be seen.
#[cold]
pub(crate) fn refused(field: &FieldDescriptor, error: Error) -> Error {
    let error = if field.sensitive { error.masked() } else { error };
    error.at(field.name)
}

/// Whether two cells are written alike, apart from which fields of objects in them changed.
pub(crate) fn same_values(one: &dyn Cell, other: &dyn Cell) -> bool {
    let write = |cell: &dyn Cell| {
        let options = WriteOptions::default().without_changes();
        let mut out = PrimitiveWriter::new(&options);
        cell.write(&mut out).ok().map(|()| out.into_text())
    };
    one.is_set() == other.is_set() && write(one).is_some_and(|text| Some(text) == write(other))
}

/// Coerces a value, with null going to the default of a field that takes no null.
fn coerce<T: FieldType>(
    field: &FieldDescriptor,
    input: Input<'_>,
    cx: &mut ReadContext<'_>,
) -> Result<Attr<T>> {
    if matches!(input, Input::Null) && !T::TYPE.nullable {
        let Some(DefaultDescriptor { put: Some(put), .. }) = field.default else {
            return Err(Error::NullField { path: Path::default() });
        };
        let mut cell = Attr::<T>::default();
        put(&mut cell);
        return Ok(cell);
    }
    T::coerce(input, cx).map(|value| Attr(Some(value)))
}

/// Reads a value in that may be null, or that the field has a check of its own for, or a name.
fn load_checked<T: FieldType>(
    cell: &mut Attr<T>,
    field: &FieldDescriptor,
    input: Input<'_>,
    cx: &mut ReadContext<'_>,
) -> Result<()> {
    let new = coerce::<T>(field, input, cx)?;
    if let (Some(name), Some(value)) = (field.object, &new.0) {
        value.check_object(name)?;
    }
    if let Some(validate) = field.validate {
        validate(&new)?;
    }
    *cell = new;
    Ok(())
}

impl<T: FieldType> Cell for Attr<T> {
    fn is_set(&self) -> bool {
        self.0.is_some()
    }

    fn is_null(&self) -> bool {
        self.0.as_ref().is_some_and(T::is_null)
    }

    fn value(&self) -> Option<Value> {
        self.0.as_ref().map(T::to_value)
    }

    fn ty(&self) -> &'static TypeDescriptor {
        T::TYPE
    }

    fn unset(&mut self) {
        self.0 = None;
    }

    fn load(&mut self, field: &FieldDescriptor, input: Input<'_>, cx: &mut ReadContext<'_>) -> Result<()> {
        if field.validate.is_some()
            || field.object.is_some()
            || cx.collected.is_some()
            || (matches!(input, Input::Null) && !T::TYPE.nullable)
        {
            return cx.within(|error| refused(field, error), |cx| load_checked(self, field, input, cx));
        }
        match T::coerce(input, cx) {
            Ok(value) => {
                self.0 = Some(value);
                Ok(())
            }
            Err(error) => Err(refused(field, error)),
        }
    }

    fn assign(&mut self, at: Place<'_>, input: Input<'_>, cx: &mut ReadContext<'_>) -> Result<()> {
        let new = coerce::<T>(at.field, input, cx).map_err(|error| refused(at.field, error))?;
        match new.0 {
            Some(value) => assign(self, at, value),
            None => Ok(()),
        }
    }

    fn write(&self, out: &mut PrimitiveWriter<'_>) -> Result<()> {
        match &self.0 {
            Some(value) => value.write_primitive(out),
            None => {
                out.null();
                Ok(())
            }
        }
    }

    fn display(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.as_ref().map_or(Ok(()), |value| value.display(f))
    }

    fn has_changes(&self) -> bool {
        self.0.as_ref().is_some_and(T::has_changes)
    }

    fn reset_changes(&mut self) {
        if let Some(value) = &mut self.0 {
            value.reset_changes();
        }
    }

    fn set_context(&mut self, context: Option<&Context>) {
        if let Some(value) = &mut self.0 {
            value.set_context(context);
        }
    }
}
