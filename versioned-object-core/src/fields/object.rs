//! Objects inside objects.

use std::fmt;

use super::{FieldType, Input, Mode, ReadContext, expected};
use crate::context::Context;
use crate::descriptor::TypeDescriptor;
use crate::error::{Error, Result};
use crate::object::{DynObject, VersionedObject};
use crate::value::Value;
use crate::wire::{self, PrimitiveWriter};

/// Reads a child whose type is known.
pub(crate) fn read_child<T: VersionedObject>(input: Input<'_>, cx: &mut ReadContext<'_>) -> Result<T> {
    match input {
        Input::Object(object) => match object.into_any().downcast::<T>() {
            Ok(object) => Ok(*object),
            Err(_) => Err(Error::invalid(format!("expected an object {}, got another", T::NAME))),
        },
        Input::Map(map) if cx.mode != Mode::Assign => {
            let mut object = T::orphan();
            wire::read_object(map, &mut object, cx)?;
            Ok(object)
        }
        input => Err(no_object(T::NAME, &input, cx.mode)),
    }
}

fn no_object(name: &str, input: &Input<'_>, mode: Mode) -> Error {
    let what = if mode == Mode::Assign { "an object" } else { "the envelope of an object" };
    expected(&format!("{what} {name}"), input)
}

/// Writes a child the way its parent is written.
pub(crate) fn write_child(object: &dyn DynObject, out: &mut PrimitiveWriter<'_>) -> Result<()> {
    wire::write_object(object, out)
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

    fn set_context(&mut self, context: Option<&Context>) {
        (**self).set_context(context);
    }

    fn display(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).display(f)
    }
}
