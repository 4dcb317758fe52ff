//! The cell of a field, with its type: what everything that is written once for all objects works with.

use std::fmt;

use crate::base::context::Context;
use crate::base::error::{Error, Path, Result};
use crate::describe::descriptor::{DefaultDescriptor, FieldDescriptor, TypeDescriptor};
use crate::dynamic::attr::Attr;
use crate::dynamic::cells::refused;
use crate::dynamic::contract::{Cell, EachObject, Input, Place, Value};
use crate::fields::field_type::{FieldType, assign, element_of_text};
use crate::primitive::json_text::{JsonText, Taken, Unread};
use crate::primitive::read::ReadContext;
use crate::primitive::scalar::Scalar;
use crate::primitive::write::PrimitiveWriter;

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
        return put(&mut cell).map(|()| cell).map_err(|_| Error::NullField { path: Path::default() });
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
    check(field, &new)?;
    *cell = new;
    Ok(())
}

/// Whether the field takes a value that its type takes.
fn check<T: FieldType>(field: &FieldDescriptor, new: &Attr<T>) -> Result<()> {
    if let (Some(name), Some(value)) = (field.object, &new.0) {
        value.check_object(name)?;
    }
    field.validate.map_or(Ok(()), |validate| validate(new))
}

/// Whether a field has no check beside that of its type.
#[inline]
fn takes_any(field: &FieldDescriptor) -> bool {
    field.validate.is_none() && field.object.is_none()
}

/// Puts a value into a cell that the field takes.
fn put<T: FieldType>(cell: &mut Attr<T>, field: &FieldDescriptor, value: T) -> Taken<()> {
    let new = Attr(Some(value));
    check(field, &new).map_err(|_| Unread)?;
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

    fn load_text(
        &mut self,
        field: &FieldDescriptor,
        text: &mut JsonText<'_>,
        cx: &mut ReadContext<'_>,
    ) -> Taken<()> {
        // What most values are goes into the cell without a copy in memory, which costs more than reading it.
        if takes_any(field)
            && let Some(value) = T::quick_text(text)
        {
            self.0 = Some(value);
            return Ok(());
        }
        put(self, field, element_of_text(text, cx)?)
    }

    fn load_scalar(
        &mut self,
        field: &FieldDescriptor,
        value: Scalar<'_>,
        cx: &mut ReadContext<'_>,
    ) -> Taken<()> {
        if takes_any(field)
            && let Some(value) = T::quick_scalar(value)
        {
            self.0 = Some(value);
            return Ok(());
        }
        if !T::TYPE.nullable && matches!(value, Scalar::Null) {
            return Err(Unread);
        }
        put(self, field, T::coerce(value.into(), cx).map_err(|_| Unread)?)
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

    fn write_entry(&self, key: &str, out: &mut PrimitiveWriter<'_>) -> Result<bool> {
        let Some(value) = &self.0 else { return Ok(false) };
        out.raw(key);
        value.write_primitive(out).map(|()| true)
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

    fn each_object(&mut self, visit: EachObject<'_>) -> Result<()> {
        self.0.as_mut().map_or(Ok(()), |value| value.each_object(visit))
    }

    fn set_context(&mut self, context: Option<&Context>) {
        if let Some(value) = &mut self.0 {
            value.set_context(context);
        }
    }
}
