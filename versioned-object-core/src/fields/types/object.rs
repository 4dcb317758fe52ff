//! Objects inside objects.

use std::fmt;

use crate::base::error::{Error, Result};
use crate::describe::descriptor::TypeDescriptor;
use crate::dynamic::contract::{DynObject, EachObject, Input, Value};
use crate::dynamic::versioned::VersionedObject;
use crate::fields::field_type::{FieldType, expected_objects};
use crate::primitive::json_text::{JsonText, Taken};
use crate::primitive::limits::Mode;
use crate::primitive::read::ReadContext;
use crate::primitive::write::PrimitiveWriter;
use crate::wire::{envelope, write};

/// Reads a child whose type is known.
///
/// # Errors
/// When it is no such object.
pub fn object_coerce<T: VersionedObject>(input: Input<'_>, cx: &mut ReadContext<'_>) -> Result<T> {
    match input {
        Input::Object(object) => match object.into_any().downcast::<T>() {
            Ok(object) => Ok(*object),
            Err(_) => Err(Error::invalid(format!("expected an object {}, got another", T::NAME))),
        },
        Input::Map(map) if cx.mode != Mode::Assign => {
            let mut object = T::orphan();
            envelope::read_object(map, &mut object, cx)?;
            Ok(object)
        }
        input => Err(no_object(T::NAME, &input, cx.mode)),
    }
}

/// Reads the child that stands here in a JSON text.
///
/// # Errors
/// When it is no such object.
pub fn object_from_text<T: VersionedObject>(text: &mut JsonText<'_>, cx: &mut ReadContext<'_>) -> Taken<T> {
    let mut object = T::orphan();
    envelope::read_text(text, &mut object, cx)?;
    Ok(object)
}

/// Reads the child that stands here in a JSON text at its place in a list.
///
/// # Errors
/// When it is no such object; there is one in the list then that is not whole.
pub fn push_object_from_text<T: VersionedObject>(
    list: &mut Vec<T>,
    text: &mut JsonText<'_>,
    cx: &mut ReadContext<'_>,
) -> Taken<()> {
    list.push(T::orphan());
    list.last_mut().map_or(Ok(()), |object| envelope::read_text(text, object, cx))
}

fn no_object(name: &str, input: &Input<'_>, mode: Mode) -> Error {
    let what = if mode == Mode::Assign { "an object" } else { "the envelope of an object" };
    expected_objects(&format!("{what} {name}"), input)
}

/// Writes a child the way its parent is written.
///
/// # Errors
/// When a value has no form on the wire.
pub fn object_write(object: &dyn DynObject, out: &mut PrimitiveWriter<'_>) -> Result<()> {
    write::write_object(object, out)
}

/// A child in a box: what a type that contains itself needs, and what keeps a parent small.
impl<T: FieldType> FieldType for Box<T> {
    type Ref<'a> = T::Ref<'a>;
    const TYPE: &'static TypeDescriptor = T::TYPE;

    fn borrow_field(&self) -> Self::Ref<'_> {
        (**self).borrow_field()
    }

    fn coerce(input: Input<'_>, cx: &mut ReadContext<'_>) -> Result<Self> {
        T::coerce(input, cx).map(Box::new)
    }

    fn coerce_text(text: &mut JsonText<'_>, cx: &mut ReadContext<'_>) -> Taken<Self> {
        T::coerce_text(text, cx).map(Box::new)
    }

    fn write_primitive(&self, out: &mut PrimitiveWriter<'_>) -> Result<()> {
        (**self).write_primitive(out)
    }

    fn to_value(&self) -> Value {
        (**self).to_value()
    }

    fn check(&self) -> Result<()> {
        (**self).check()
    }

    fn check_change(&self, new: &Self) -> Result<()> {
        (**self).check_change(new)
    }

    fn check_object(&self, name: &str) -> Result<()> {
        (**self).check_object(name)
    }

    fn is_null(&self) -> bool {
        (**self).is_null()
    }

    fn has_changes(&self) -> bool {
        (**self).has_changes()
    }

    fn reset_changes(&mut self) {
        (**self).reset_changes();
    }

    fn each_object(&mut self, visit: EachObject<'_>) -> Result<()> {
        (**self).each_object(visit)
    }

    fn display(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).display(f)
    }
}
