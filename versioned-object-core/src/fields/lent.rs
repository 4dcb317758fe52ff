//! What accessors give of values that need no trait of fields for it: of lists and boxes what they deref to, of maps and
//! sets themselves, of numbers and the like a copy.

use std::ops::{Deref, DerefMut};

use crate::base::error::{Error, Path, Result};
use crate::describe::descriptor::ObjectDescriptor;
use crate::dynamic::attr::Attr;
use crate::dynamic::cells::newer_than_stamp;
use crate::dynamic::contract::ObjectMeta;

/// A field that is not set.
pub const fn empty<T>() -> Attr<T> {
    Attr(None)
}

/// # Errors
/// When the field is not set.
pub fn copied<T: Clone>(cell: &Attr<T>, descriptor: &'static ObjectDescriptor, slot: usize) -> Result<T> {
    whole(cell, descriptor, slot).cloned()
}

/// A copy of the value; none when the field is not set.
pub fn try_copied<T: Clone>(cell: &Attr<T>) -> Option<T> {
    cell.get().cloned()
}

/// # Errors
/// When the field is not set.
pub fn whole<'a, T>(cell: &'a Attr<T>, descriptor: &'static ObjectDescriptor, slot: usize) -> Result<&'a T> {
    cell.get().ok_or_else(|| Error::NotLoaded { object: descriptor.name, field: descriptor.slots[slot].name })
}

/// # Errors
/// When the field is not set.
pub fn whole_or_null<'a, T>(
    cell: &'a Attr<Option<T>>,
    descriptor: &'static ObjectDescriptor,
    slot: usize,
) -> Result<Option<&'a T>> {
    whole(cell, descriptor, slot).map(Option::as_ref)
}

/// # Errors
/// When the field is not set.
pub fn lent<'a, T: Deref>(
    cell: &'a Attr<T>,
    descriptor: &'static ObjectDescriptor,
    slot: usize,
) -> Result<&'a T::Target> {
    whole(cell, descriptor, slot).map(Deref::deref)
}

/// # Errors
/// When the field is not set.
pub fn lent_or_null<'a, T: Deref>(
    cell: &'a Attr<Option<T>>,
    descriptor: &'static ObjectDescriptor,
    slot: usize,
) -> Result<Option<&'a T::Target>> {
    whole(cell, descriptor, slot).map(Option::as_deref)
}

/// The value itself; none when the field is not set.
pub fn try_whole<T>(cell: &Attr<T>) -> Option<&T> {
    cell.get()
}

/// The value itself; none when the field is not set.
pub fn try_whole_or_null<T>(cell: &Attr<Option<T>>) -> Option<Option<&T>> {
    cell.get().map(Option::as_ref)
}

/// What the value derefs to; none when the field is not set.
pub fn try_lent<T: Deref>(cell: &Attr<T>) -> Option<&T::Target> {
    cell.get().map(Deref::deref)
}

/// What the value derefs to; none when the field is not set.
pub fn try_lent_or_null<T: Deref>(cell: &Attr<Option<T>>) -> Option<Option<&T::Target>> {
    cell.get().map(Option::as_deref)
}

/// # Errors
/// When the field is not set, read-only, or newer than the version that the object was received at.
pub fn opened<'a, T: DerefMut>(
    cell: &'a mut Attr<T>,
    meta: &ObjectMeta,
    descriptor: &'static ObjectDescriptor,
    slot: usize,
) -> Result<&'a mut T::Target> {
    whole_mut(cell, meta, descriptor, slot).map(DerefMut::deref_mut)
}

/// # Errors
/// When the field is not set, read-only, or newer than the version that the object was received at.
pub fn opened_or_null<'a, T: DerefMut>(
    cell: &'a mut Attr<Option<T>>,
    meta: &ObjectMeta,
    descriptor: &'static ObjectDescriptor,
    slot: usize,
) -> Result<Option<&'a mut T::Target>> {
    whole_mut(cell, meta, descriptor, slot).map(Option::as_deref_mut)
}

/// # Errors
/// When the field is not set, or read-only, or the version lacks it that the object was received at: what is changed in it
/// would not be written.
pub(crate) fn whole_mut<'a, T>(
    cell: &'a mut Attr<T>,
    meta: &ObjectMeta,
    descriptor: &'static ObjectDescriptor,
    slot: usize,
) -> Result<&'a mut T> {
    let field = &descriptor.slots[slot];
    if let Some(error) = newer_than_stamp(field, meta) {
        return Err(error.at(descriptor.name));
    }
    if field.read_only {
        return Err(Error::ReadOnlyField { path: Path::default() }.at(field.name).at(descriptor.name));
    }
    cell.0.as_mut().ok_or(Error::NotLoaded { object: descriptor.name, field: field.name })
}
