//! Values of one field type for another, and what the derives put into cells.

use std::any::Any;
use std::fmt;

use crate::base::error::{Error, Path, Result};
use crate::dynamic::attr::Attr;
use crate::dynamic::contract::Cell;
use crate::fields::field_type::FieldType;
use crate::fields::into_field::{Destination, FieldFrom};
use crate::primitive::write::PlainText;

/// What a converter may return: a value, or a result with one. `How` says which.
#[diagnostic::on_unimplemented(
    message = "a converter to `{T}` cannot return a `{Self}`",
    label = "returns a `{Self}`",
    note = "`down` takes what the field holds from this version on, the `from` of the next `changed` or the field's type, and \
            gives what `from` says; `up` is the reverse: the value, or a `Result` of it"
)]
pub trait Converted<T, How> {
    /// Puts the value where it is wanted.
    ///
    /// # Errors
    /// What the converter returned.
    fn converted(self, to: Destination<'_, T>) -> Result<()>
    where
        T: FieldType;
}

/// Of a converter that returns a value, see [`Converted`].
pub struct ReturnsValue;

/// Of a converter that returns a result, see [`Converted`].
pub struct ReturnsResult;

#[diagnostic::do_not_recommend]
impl<T: FieldFrom<V>, V> Converted<T, ReturnsValue> for V {
    fn converted(self, to: Destination<'_, T>) -> Result<()>
    where
        T: FieldType,
    {
        T::give(self, to)
    }
}

#[diagnostic::do_not_recommend]
impl<T: FieldFrom<V>, V, E: Reason> Converted<T, ReturnsResult> for Result<V, E> {
    fn converted(self, to: Destination<'_, T>) -> Result<()>
    where
        T: FieldType,
    {
        self.map_or_else(|error| Err(error.refusal()), |value| T::give(value, to))
    }
}

/// The `down` of a change that is not the last: it takes what the `from` of the next one says.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not convert a `{T}`",
    label = "the `from` of the next `changed` is `{T}`",
    note = "`down` takes what the field held from this version up to the next one that changed it"
)]
pub trait TakesNextFrom<T: FieldType, R> {
    /// Calls it.
    fn call(&self, value: T::Ref<'_>) -> R;
}

#[diagnostic::do_not_recommend]
impl<T: FieldType, R, F: for<'a> Fn(T::Ref<'a>) -> R> TakesNextFrom<T, R> for F {
    fn call(&self, value: T::Ref<'_>) -> R {
        self(value)
    }
}

/// What a function that an attribute names refuses a value with: whatever can be printed.
#[diagnostic::on_unimplemented(
    message = "a `{Self}` does not say why a value is refused",
    label = "an error that cannot be printed",
    note = "the error of a `validate`, `down` or `up` implements `Display`: a text does, and so does `versioned_object_core::Error`"
)]
pub trait Reason {
    /// The error of the field.
    fn refusal(&self) -> Error;
}

#[diagnostic::do_not_recommend]
impl<E: fmt::Display> Reason for E {
    fn refusal(&self) -> Error {
        Error::invalid(self.to_string())
    }
}

/// Fills a cell from one of another type; null stays null, where the other type has it. In place of a cell there may be the
/// text that a plain value is written to, which is not for null.
///
/// # Errors
/// What the converter returns, or null for a type that has none.
pub fn convert<A: FieldType, B: FieldType>(
    from: &dyn Any,
    to: &mut dyn Any,
    converter: for<'a> fn(A::Ref<'a>, Destination<'_, B>) -> Result<()>,
) -> Result<()> {
    let plain = from.downcast_ref::<Attr<A>>().and_then(Attr::get);
    let value = plain.or_else(|| from.downcast_ref::<Attr<Option<A>>>()?.get()?.as_ref());
    if let (Some(value), Some(PlainText(out))) = (value, to.downcast_mut::<PlainText>()) {
        return converter(value.borrow_field(), Destination::Text(out));
    }
    let mut made = None;
    if let Some(value) = value {
        converter(value.borrow_field(), Destination::Cell(&mut made))?;
    }
    if let Some(cell) = to.downcast_mut::<Attr<Option<B>>>() {
        cell.0 = Some(made);
        return Ok(());
    }
    let Some(value) = made else { return Err(Error::NullField { path: Path::default() }) };
    let Some(cell) = to.downcast_mut::<Attr<B>>() else {
        return Err(Error::invalid("the conversion gives another type than the field has"));
    };
    cell.0 = Some(value);
    Ok(())
}

/// Puts a default into a cell of type `T`.
///
/// # Errors
/// When the type does not take it: it is not put.
pub fn put_default<T: FieldType>(cell: &mut dyn Any, value: T) -> Result<()> {
    value.check()?;
    if let Some(cell) = cell.downcast_mut::<Attr<T>>() {
        cell.0 = Some(value);
    }
    Ok(())
}

/// Calls a field's own check, if the field is neither unset nor null.
///
/// # Errors
/// What the check returns.
pub fn validate<T: FieldType>(cell: &dyn Any, check: for<'a> fn(T::Ref<'a>) -> Result<()>) -> Result<()> {
    let plain = cell.downcast_ref::<Attr<T>>().and_then(Attr::get);
    let value = plain.or_else(|| cell.downcast_ref::<Attr<Option<T>>>()?.get()?.as_ref());
    value.map_or(Ok(()), |value| check(value.borrow_field()))
}

/// Puts an unset cell of a field of type `T` into an empty `Option<Box<dyn Cell>>`.
pub fn unset<T: FieldType>(to: &mut dyn Any) {
    if let Some(to) = to.downcast_mut::<Option<Box<dyn Cell>>>() {
        *to = Some(Box::new(Attr::<T>(None)));
    }
}
