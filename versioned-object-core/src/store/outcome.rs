//! What calls make of objects: inside, none of them knows its type.

use crate::base::error::{Error, Result};
use crate::dynamic::contract::DynObject;
use crate::dynamic::versioned::VersionedObject;

/// What a write of one row came to.
pub(crate) struct Outcome {
    /// Whether the row was written.
    pub(crate) done: bool,
    /// What its object is now, where that is another than it was.
    pub(crate) object: Option<Box<dyn DynObject>>,
}

/// An object as what it is.
pub(crate) fn typed<T: VersionedObject>(object: Box<dyn DynObject>) -> Result<T> {
    let name = object.obj_name();
    let other = |_| Error::action("store", format!("the object is a {name}, and no {}", T::NAME));
    object.into_any().downcast().map(|object| *object).map_err(other)
}

/// Makes an object what a write has made of it; whether its row was written.
pub(crate) fn accept<T: VersionedObject>(object: &mut T, outcome: Outcome) -> Result<bool> {
    if let Some(now) = outcome.object {
        *object = typed(now)?;
    }
    Ok(outcome.done)
}
