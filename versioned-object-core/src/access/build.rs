use crate::base::context::Context;
use crate::base::error::{Error, Result};
use crate::describe::descriptor::ObjectDescriptor;
use crate::describe::lookup;
use crate::dynamic::attr::Attr;
use crate::dynamic::cells;
use crate::dynamic::contract::{Cell, Value};
use crate::dynamic::versioned::VersionedObject;
use crate::object::ext::ObjectExt as _;

/// A new object: lists have no elements, everything else is unset.
pub fn new<T: VersionedObject>(context: Option<&Context>) -> T {
    let mut object = T::orphan();
    object.obj_meta_mut().set_context(context.cloned());
    cells::fill_list(&mut object);
    object
}

/// What `build` of a builder does.
///
/// # Errors
/// What went wrong while the builder was filled.
pub fn build<T: VersionedObject>(
    mut object: T,
    error: Option<Error>,
    context: Option<&Context>,
) -> Result<T> {
    match error {
        Some(error) => Err(error),
        None => {
            if context.is_some() {
                object.obj_set_context(context);
            }
            Ok(object)
        }
    }
}

/// What a computed field may return: a value, or a result with one.
pub trait IntoExtra {
    /// The value.
    ///
    /// # Errors
    /// What the getter returned.
    fn into_extra(self) -> Result<Value>;
}

impl<T: Into<Value>> IntoExtra for T {
    fn into_extra(self) -> Result<Value> {
        Ok(self.into())
    }
}

impl<T: Into<Value>> IntoExtra for Result<T, Error> {
    fn into_extra(self) -> Result<Value> {
        self.map(Into::into)
    }
}

/// The value of a computed field.
///
/// # Errors
/// What the getter returned.
pub fn extra(value: impl IntoExtra) -> Result<Value> {
    value.into_extra()
}

/// A computed field that the object does not have.
///
/// # Errors
/// Always.
pub fn no_extra(descriptor: &ObjectDescriptor, index: usize) -> Result<Value> {
    Err(lookup::unknown_field(descriptor, &format!("extra field {index}")))
}

/// The cell of an object without fields: nobody asks for it.
pub fn no_cell() -> &'static dyn Cell {
    static NONE: Attr<bool> = Attr(None);
    &NONE
}

/// The cell of an object without fields: nobody asks for it, so nothing leaks.
pub fn no_cell_mut() -> &'static mut dyn Cell {
    Box::leak(Box::new(Attr::<bool>(None)))
}
