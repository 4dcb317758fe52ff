//! Changing a container or a child in place.

use std::ops::{Deref, DerefMut};

use crate::base::error::Result;
use crate::describe::descriptor::{FieldDescriptor, ObjectDescriptor};
use crate::dynamic::attr::Attr;
use crate::dynamic::cells;
use crate::dynamic::contract::ObjectMeta;
use crate::fields::field_type::FieldType;
use crate::fields::lent::whole_mut;

/// A field type that can be changed in place: containers and children.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not stand in a `Box`",
    label = "a `Box` holds an object",
    note = "an object derives `VersionedObject`; any other type of a field stands there without a `Box`"
)]
pub trait Mutable: FieldType {
    /// What gives access: a [`FieldGuard`] for a container, `&mut` for a child, an `Option` of it when nullable.
    type Guard<'a>;

    #[doc(hidden)]
    fn guard<'a>(&'a mut self, at: GuardPlace<'a>) -> Self::Guard<'a>;

    /// What an `_mut` accessor does.
    #[doc(hidden)]
    fn __guard<'a>(
        cell: &'a mut Attr<Self>,
        meta: &'a mut ObjectMeta,
        descriptor: &'static ObjectDescriptor,
        slot: usize,
    ) -> Result<Self::Guard<'a>> {
        guard(cell, meta, descriptor, slot)
    }
}

/// [`Mutable`] for one lifetime: a bound that the compiler checks where an accessor is called, not where it is made.
#[diagnostic::on_unimplemented(
    message = "a field of type `{Self}` is not changed in place",
    label = "use its setter",
    note = "containers and children have guards; scalars and enums have setters, and stand in no `Box`"
)]
pub trait MutableIn<'a>: FieldType {
    /// What gives access.
    type GuardIn;

    #[doc(hidden)]
    fn guard_in(
        cell: &'a mut Attr<Self>,
        meta: &'a mut ObjectMeta,
        descriptor: &'static ObjectDescriptor,
        slot: usize,
    ) -> Result<Self::GuardIn>;
}

#[diagnostic::do_not_recommend]
impl<'a, T: Mutable> MutableIn<'a> for T {
    type GuardIn = T::Guard<'a>;

    fn guard_in(
        cell: &'a mut Attr<Self>,
        meta: &'a mut ObjectMeta,
        descriptor: &'static ObjectDescriptor,
        slot: usize,
    ) -> Result<T::Guard<'a>> {
        T::__guard(cell, meta, descriptor, slot)
    }
}

/// What no type is: an accessor that changes a read-only field in place asks for it, where it is called.
#[diagnostic::on_unimplemented(
    message = "a read-only field is not changed in place",
    label = "the field is read-only",
    note = "it is set once, by its setter or while the object is built"
)]
pub trait NotReadOnly<'a> {}

/// Where the guarded field is.
#[doc(hidden)]
pub struct GuardPlace<'a> {
    meta: &'a mut ObjectMeta,
    slot: usize,
    descriptor: &'static ObjectDescriptor,
}

impl GuardPlace<'_> {
    fn field(&self) -> &'static FieldDescriptor {
        &self.descriptor.slots[self.slot]
    }
}

/// Access to a container in a field. A change through it marks the field changed.
///
/// When it ends, the contents are checked as a setter checks them. [`FieldGuard::finish`] says whether they passed;
/// a guard that is dropped cannot say so, and puts back what the field held before when they did not.
#[must_use = "a guard changes nothing by itself"]
pub struct FieldGuard<'a, T> {
    value: &'a mut T,
    at: GuardPlace<'a>,
    before: Option<T>,
    was_changed: bool,
    end: fn(&mut Self) -> Result<()>,
}

impl<'a, T: FieldType> FieldGuard<'a, T> {
    pub(crate) fn new(value: &'a mut T, at: GuardPlace<'a>) -> Self {
        Self { value, at, before: None, was_changed: false, end: Self::end }
    }

    /// Ends the access, and checks what the field holds now.
    ///
    /// # Errors
    /// When the field does not take its new contents: it holds the old ones again.
    pub fn finish(mut self) -> Result<()> {
        self.end()
    }

    fn end(&mut self) -> Result<()> {
        let Some(before) = self.before.take() else {
            return Ok(());
        };
        let field = self.at.field();
        let validate = |value: &T| match field.validate {
            Some(validate) => validate(&Attr(Some(value.clone()))),
            None => Ok(()),
        };
        let named = |value: &T| field.object.map_or(Ok(()), |name| value.check_object(name));
        let checked = self.value.check().and_then(|()| named(self.value)).and_then(|()| validate(self.value));
        match checked {
            Ok(()) => Ok(()),
            Err(error) => {
                *self.value = before;
                self.at.meta.set_changed(self.at.slot, self.was_changed);
                Err(cells::refused(field, error).at(self.at.descriptor.name))
            }
        }
    }
}

impl<T> Deref for FieldGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.value
    }
}

impl<T: FieldType> DerefMut for FieldGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        if self.before.is_none() {
            self.before = Some(self.value.clone());
            self.was_changed = self.at.meta.is_changed(self.at.slot);
            self.at.meta.set_changed(self.at.slot, true);
        }
        self.value
    }
}

impl<T> Drop for FieldGuard<'_, T> {
    fn drop(&mut self) {
        // Nobody is there to hear of an error: the old contents are back, which is all that can be done.
        drop((self.end)(self));
    }
}

/// What an `_mut` accessor does.
///
/// # Errors
/// [`Error::NotLoaded`] when the field is not set, [`Error::ReadOnlyField`] for a read-only one.
pub(crate) fn guard<'a, T: Mutable>(
    cell: &'a mut Attr<T>,
    meta: &'a mut ObjectMeta,
    descriptor: &'static ObjectDescriptor,
    slot: usize,
) -> Result<T::Guard<'a>> {
    let value = whole_mut(cell, meta, descriptor, slot)?;
    Ok(value.guard(GuardPlace { meta, slot, descriptor }))
}

/// What gives the guard of a container. It is a trait that every field type has, as what generated code calls is.
pub trait Contained: FieldType {
    /// The guard of a container.
    ///
    /// # Errors
    /// When the field is not set, or read-only.
    fn guard_of<'a>(
        cell: &'a mut Attr<Self>,
        meta: &'a mut ObjectMeta,
        descriptor: &'static ObjectDescriptor,
        slot: usize,
    ) -> Result<FieldGuard<'a, Self>> {
        let value = whole_mut(cell, meta, descriptor, slot)?;
        Ok(FieldGuard::new(value, GuardPlace { meta, slot, descriptor }))
    }

    /// The guard of a container that may be null.
    ///
    /// # Errors
    /// When the field is not set, or read-only.
    fn guard_of_or_null<'a>(
        cell: &'a mut Attr<Option<Self>>,
        meta: &'a mut ObjectMeta,
        descriptor: &'static ObjectDescriptor,
        slot: usize,
    ) -> Result<Option<FieldGuard<'a, Self>>> {
        let value = whole_mut(cell, meta, descriptor, slot)?;
        Ok(value.as_mut().map(|value| FieldGuard::new(value, GuardPlace { meta, slot, descriptor })))
    }
}

impl<T: FieldType> Contained for T {}

impl<T: Mutable> Mutable for Option<T> {
    type Guard<'a> = Option<T::Guard<'a>>;

    fn guard<'a>(&'a mut self, at: GuardPlace<'a>) -> Self::Guard<'a> {
        self.as_mut().map(|value| value.guard(at))
    }
}

impl<T: Mutable> Mutable for Box<T> {
    type Guard<'a> = T::Guard<'a>;

    fn guard<'a>(&'a mut self, at: GuardPlace<'a>) -> Self::Guard<'a> {
        (**self).guard(at)
    }
}
