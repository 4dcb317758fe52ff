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

/// What a builder has in it: its fields are not those of the builder, so that nobody is sent to them.
#[derive(Debug)]
pub struct Building<T> {
    object: T,
    error: Option<Error>,
}

impl<T: VersionedObject> Building<T> {
    /// A new object.
    pub fn start() -> Self {
        Self { object: new(None), error: None }
    }

    /// Sets something, unless something could not be set before.
    #[must_use]
    pub fn with(mut self, set: impl FnOnce(&mut T) -> Result<()>) -> Self {
        if self.error.is_none() {
            self.error = set(&mut self.object).err();
        }
        self
    }

    /// Sets a value, unless something could not be set before.
    #[must_use]
    pub fn set<V>(self, set: fn(&mut T, V) -> Result<()>, value: V) -> Self {
        self.with(|object| set(object, value))
    }

    /// The object.
    ///
    /// # Errors
    /// The first value that could not be set.
    pub fn finish(self, context: Option<&Context>) -> Result<T> {
        let Self { mut object, error } = self;
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
}

/// What a method of `extra_fields` may return: a value, or a result with one.
#[diagnostic::on_unimplemented(
    message = "an extra field cannot be a `{Self}`",
    label = "returns a `{Self}`",
    note = "a method of `extra_fields` returns what turns into a `Value`: a number, a text, a truth value, a list, a map, an \
            object, an `Option` of one, or a `Result` of it with the error of `versioned_object_core`"
)]
pub trait IntoExtra {
    /// The value.
    ///
    /// # Errors
    /// What the method returned.
    fn into_extra(self) -> Result<Value>;
}

#[diagnostic::do_not_recommend]
impl<T: Into<Value>> IntoExtra for T {
    fn into_extra(self) -> Result<Value> {
        Ok(self.into())
    }
}

#[diagnostic::do_not_recommend]
impl<T: Into<Value>> IntoExtra for Result<T, Error> {
    fn into_extra(self) -> Result<Value> {
        self.map(Into::into)
    }
}

/// A computed field that the object does not have.
///
/// # Errors
/// Always.
pub fn no_extra(descriptor: &ObjectDescriptor, index: usize) -> Result<Value> {
    Err(lookup::unknown_field(descriptor, &format!("extra field {index}")))
}

/// Which extra field of the parent an extra field of a subclass is that it does not compute itself.
pub fn extra_of_parent(descriptor: &ObjectDescriptor, index: usize) -> usize {
    let parent = descriptor.parent.zip(descriptor.extra_fields.get(index));
    parent.and_then(|(parent, extra)| parent().extra_index(extra.name)).unwrap_or(usize::MAX)
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
