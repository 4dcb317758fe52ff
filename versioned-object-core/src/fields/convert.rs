//! Values of one field type for another, and what the derives put into cells.

use std::any::Any;
use std::fmt;

use crate::base::error::{Error, Path, Result};
use crate::dynamic::attr::Attr;
use crate::dynamic::contract::Cell;
use crate::fields::field_type::FieldType;
use crate::fields::into_field::IntoField;

/// What a converter may return: a value, or a result with one. `How` says which.
#[diagnostic::on_unimplemented(
    message = "a converter to `{T}` cannot return `{Self}`",
    note = "`down` takes the present value and gives the one before, `up` the reverse: the value, or a `Result` of it"
)]
pub trait Converted<T, How> {
    /// The value.
    ///
    /// # Errors
    /// What the converter returned.
    fn converted(self) -> Result<T>;
}

/// A converter returned a value.
pub struct Plain;

/// A converter returned a result.
pub struct Fallible;

impl<T, V: IntoField<T>> Converted<T, Plain> for V {
    fn converted(self) -> Result<T> {
        Ok(self.into_field())
    }
}

impl<T, V: IntoField<T>, E: std::fmt::Display> Converted<T, Fallible> for Result<V, E> {
    fn converted(self) -> Result<T> {
        self.map(V::into_field).map_err(|error| Error::invalid(error.to_string()))
    }
}

/// Fills a cell from one of another type; null stays null, where the other type has it.
///
/// # Errors
/// What the converter returns, or null for a type that has none.
pub fn convert<A: FieldType, B: FieldType, R: Converted<B, How>, How>(
    from: &dyn Any,
    to: &mut dyn Any,
    converter: for<'a> fn(A::Ref<'a>) -> R,
) -> Result<()> {
    let plain = from.downcast_ref::<Attr<A>>().and_then(Attr::get);
    let value = plain.or_else(|| from.downcast_ref::<Attr<Option<A>>>()?.get()?.as_ref());
    let value = match value {
        Some(value) => Some(converter(value.borrow_field()).converted()?),
        None => None,
    };
    if let Some(cell) = to.downcast_mut::<Attr<Option<B>>>() {
        cell.0 = Some(value);
        return Ok(());
    }
    match (to.downcast_mut::<Attr<B>>(), value) {
        (Some(cell), Some(value)) => {
            cell.0 = Some(value);
            Ok(())
        }
        _ => Err(Error::NullField { path: Path::default() }),
    }
}

/// Puts a default into a cell of type `T`; one that the type does not take is not put.
pub fn put_default<T: FieldType>(cell: &mut dyn Any, value: impl IntoField<T>) {
    if let Some(cell) = cell.downcast_mut::<Attr<T>>() {
        cell.0 = Some(value.into_field()).filter(|value| value.check().is_ok());
    }
}

/// Calls a field's own check, if the field is neither unset nor null.
///
/// # Errors
/// What the check returns.
pub fn validate<T: FieldType, E: fmt::Display>(
    cell: &dyn Any,
    check: for<'a> fn(T::Ref<'a>) -> Result<(), E>,
) -> Result<()> {
    let plain = cell.downcast_ref::<Attr<T>>().and_then(Attr::get);
    let value = plain.or_else(|| cell.downcast_ref::<Attr<Option<T>>>()?.get()?.as_ref());
    match value {
        Some(value) => check(value.borrow_field()).map_err(|error| Error::invalid(error.to_string())),
        None => Ok(()),
    }
}

/// Puts an unset cell of a field of type `T` into an empty `Option<Box<dyn Cell>>`.
pub fn unset<T: FieldType>(to: &mut dyn Any) {
    if let Some(to) = to.downcast_mut::<Option<Box<dyn Cell>>>() {
        *to = Some(Box::new(Attr::<T>(None)));
    }
}
