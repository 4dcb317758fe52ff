//! The trait that makes a type one of a field.

use std::fmt;

use crate::base::context::Context;
use crate::base::error::{Error, Path, Result};
use crate::describe::descriptor::{ObjectDescriptor, TypeDescriptor};
use crate::dynamic::attr::Attr;
use crate::dynamic::cells::{keep_key, newer_than_stamp, refused, shown_of};
use crate::dynamic::contract::{EachObject, Input, ObjectMeta, Place, Value};
use crate::object::methods;
use crate::primitive::json_text::{JsonText, Taken, Unread};
use crate::primitive::limits::Mode;
use crate::primitive::read::ReadContext;
use crate::primitive::scalar::Scalar;
use crate::primitive::write::PrimitiveWriter;
use crate::wire::same::same_held;

/// A type that a field can have: `Attr<T>` needs `T: FieldType`.
///
/// A crate makes its own type one by saying what it is, how it is read from a plain value and how it is written as one.
///
/// Its `TYPE` has a name that is the type's for good, for the fingerprint and `versions.lock` know it by that, and a
/// form: [`TypeDescriptor::integer`], [`TypeDescriptor::text`] and their like. JSON Schema, the column of a table, what
/// rows are compared with and the samples of tests follow from it.
/// [`value_from!`](crate::value_from) makes values of the type ones that filters and dict access take. By key, conditions
/// take them without it; where a column of them has an order, numbers or texts, the type says so with
/// [`Ordered`](crate::fields::Ordered), [`Numeric`](crate::fields::Numeric) or [`Textual`](crate::fields::Textual).
///
/// ```
/// use versioned_object_core::fields::{FieldType, Input, ReadContext};
/// use versioned_object_core::{Error, PrimitiveWriter, Result, TypeDescriptor, Value};
///
/// /// A percentage, 0 to 100.
/// #[derive(Clone, Copy, Debug, PartialEq)]
/// pub struct Percent(u8);
///
/// impl FieldType for Percent {
///     type Ref<'a> = Percent;
///     const TYPE: &'static TypeDescriptor = &TypeDescriptor::integer("Percent").at_least(0).at_most(100);
///
///     fn borrow_field(&self) -> Percent {
///         *self
///     }
///
///     fn coerce(input: Input<'_>, cx: &mut ReadContext<'_>) -> Result<Self> {
///         let number = i64::coerce(input, cx)?;
///         match u8::try_from(number) {
///             Ok(percent @ 0..=100) => Ok(Percent(percent)),
///             _ => Err(Error::invalid(format!("expected a percentage, got {number}"))),
///         }
///     }
///
///     fn write_primitive(&self, out: &mut PrimitiveWriter<'_>) -> Result<()> {
///         out.int(self.0.into());
///         Ok(())
///     }
///
///     fn to_value(&self) -> Value {
///         Value::Int(self.0.into())
///     }
/// }
///
/// versioned_object_core::value_from!(Percent);
/// assert_eq!(Value::from(Percent(7)), 7);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the type of a field",
    label = "not a field type",
    note = "an enum derives `EnumField`, a nested object `VersionedObject`; of any other type `fields::JsonOf` makes one \
            by serde, `fields::Text` by `Display` and `FromStr`, and what is no part of the object has `#[field(skip)]`"
)]
pub trait FieldType: Clone + Send + Sync + 'static {
    /// What the getter gives: `&str` for a `String`, the value itself for a `Copy` type.
    type Ref<'a>;

    /// Its name, its kind, and whether it takes null.
    const TYPE: &'static TypeDescriptor;

    /// The value in the form the getter gives.
    fn borrow_field(&self) -> Self::Ref<'_>;

    /// Reads a plain value: from an envelope, from dict access by name, from a default.
    ///
    /// # Errors
    /// [`Error::invalid`] that says what was expected and what was found; the caller adds the path.
    fn coerce(input: Input<'_>, cx: &mut ReadContext<'_>) -> Result<Self>;

    /// Reads the value that stands here in a JSON text, as [`FieldType::coerce`] reads any.
    #[doc(hidden)]
    #[inline]
    fn coerce_text(text: &mut JsonText<'_>, cx: &mut ReadContext<'_>) -> Taken<Self> {
        match Self::quick_text(text) {
            Some(value) => Ok(value),
            None => text.value(cx, Self::coerce),
        }
    }

    /// The same of an element, which goes behind those of a list that are there.
    #[doc(hidden)]
    #[inline]
    fn push_text(list: &mut Vec<Self>, text: &mut JsonText<'_>, cx: &mut ReadContext<'_>) -> Taken<()> {
        list.push(Self::coerce_text(text, cx)?);
        Ok(())
    }

    /// The same, of the form that most values have; none, and stays, where something else stands here.
    #[doc(hidden)]
    #[inline]
    fn quick_text(text: &mut JsonText<'_>) -> Option<Self> {
        let _ = text;
        None
    }

    /// The same of a value without parts.
    #[doc(hidden)]
    #[inline]
    fn quick_scalar(value: Scalar<'_>) -> Option<Self> {
        let _ = value;
        None
    }

    /// Writes the value as it stands in an envelope.
    ///
    /// # Errors
    /// When the value has no such form.
    fn write_primitive(&self, out: &mut PrimitiveWriter<'_>) -> Result<()>;

    /// The value as dict access gives it.
    fn to_value(&self) -> Value;

    /// Whether a value of this type that Rust code made is one the field takes; called by typed setters.
    ///
    /// # Errors
    /// [`Error::invalid`] when it is not.
    fn check(&self) -> Result<()> {
        Ok(())
    }

    /// Whether the field may change from this value to `new`.
    ///
    /// # Errors
    /// [`Error::invalid`] that names the values it may change to.
    fn check_change(&self, new: &Self) -> Result<()> {
        let _ = new;
        Ok(())
    }

    /// Whether the objects in this value have the name that a late-bound field asks for.
    ///
    /// # Errors
    /// [`Error::invalid`] when one has another.
    fn check_object(&self, name: &str) -> Result<()> {
        let _ = name;
        Ok(())
    }

    /// Whether this value is null.
    fn is_null(&self) -> bool {
        false
    }

    /// Whether an object in this value has changes of its own.
    fn has_changes(&self) -> bool {
        false
    }

    /// Forgets the changes of every object in this value.
    fn reset_changes(&mut self) {}

    /// Gives every object in this value to `visit`: not the objects in those.
    ///
    /// # Errors
    /// The first of `visit`, which ends it.
    fn each_object(&mut self, visit: EachObject<'_>) -> Result<()> {
        let _ = visit;
        Ok(())
    }

    /// Gives every object in this value its context.
    fn set_context(&mut self, context: Option<&Context>) {
        // Nothing in it fails.
        drop(self.each_object(&mut |object| {
            methods::set_context(object, context);
            Ok(())
        }));
    }

    /// Prints the value as oslo's `repr` of an object does.
    ///
    /// # Errors
    /// When the formatter fails.
    fn display(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.to_value(), f)
    }
}

/// Makes a [`Value`](crate::Value) of every value of a field type of one's own, by its
/// [`FieldType::to_value`](crate::fields::FieldType::to_value): dict access, filters and conditions then take it.
///
/// `versioned_object_core::value_from!(Percent, DataSize);`; [`FieldType`](crate::fields::FieldType) has an example.
#[macro_export]
macro_rules! value_from {
    ($($type:ty),+ $(,)?) => {$(
        impl ::core::convert::From<$type> for $crate::__private::Value {
            fn from(value: $type) -> Self {
                $crate::__private::FieldType::to_value(&value)
            }
        }
    )+};
}

/// Reads what stands here in a JSON text, and may be null only where null is a value of the type.
pub(crate) fn element_of_text<T: FieldType>(text: &mut JsonText<'_>, cx: &mut ReadContext<'_>) -> Taken<T> {
    no_null::<T>(text)?;
    T::coerce_text(text, cx)
}

/// Refuses null where it is no value of the type.
pub(crate) fn no_null<T: FieldType>(text: &mut JsonText<'_>) -> Taken<()> {
    if !T::TYPE.nullable && text.null()? { Err(Unread) } else { Ok(()) }
}

/// The error for a value that is not what a field takes.
pub(crate) fn expected(what: &str, found: &Input<'_>) -> Error {
    Error::invalid(format!("expected {what}, got {}", found.describe()))
}

/// The error for what stands where objects should be: with its kind alone, for it may be a secret that belongs into one.
pub(crate) fn expected_objects(what: &str, found: &Input<'_>) -> Error {
    Error::invalid(format!("expected {what}, got {}", found.kind()))
}

impl<T: FieldType> FieldType for Option<T> {
    type Ref<'a> = Option<T::Ref<'a>>;
    const TYPE: &'static TypeDescriptor = &T::TYPE.nullable();

    fn borrow_field(&self) -> Self::Ref<'_> {
        self.as_ref().map(T::borrow_field)
    }

    fn coerce(input: Input<'_>, cx: &mut ReadContext<'_>) -> Result<Self> {
        match input {
            Input::Null => Ok(None),
            input => T::coerce(input, cx).map(Some),
        }
    }

    fn coerce_text(text: &mut JsonText<'_>, cx: &mut ReadContext<'_>) -> Taken<Self> {
        if text.null()? { Ok(None) } else { T::coerce_text(text, cx).map(Some) }
    }

    #[inline]
    fn quick_text(text: &mut JsonText<'_>) -> Option<Self> {
        match text.null() {
            Ok(true) => Some(None),
            _ => T::quick_text(text).map(Some),
        }
    }

    #[inline]
    fn quick_scalar(value: Scalar<'_>) -> Option<Self> {
        match value {
            Scalar::Null => Some(None),
            value => T::quick_scalar(value).map(Some),
        }
    }

    fn write_primitive(&self, out: &mut PrimitiveWriter<'_>) -> Result<()> {
        match self {
            Some(value) => value.write_primitive(out),
            None => {
                out.null();
                Ok(())
            }
        }
    }

    fn to_value(&self) -> Value {
        self.as_ref().map_or(Value::Null, T::to_value)
    }

    fn check(&self) -> Result<()> {
        self.as_ref().filter(|value| !value.is_null()).map_or(Ok(()), T::check)
    }

    fn check_change(&self, new: &Self) -> Result<()> {
        match (self, new) {
            (Some(old), Some(new)) => old.check_change(new),
            _ => Ok(()),
        }
    }

    fn check_object(&self, name: &str) -> Result<()> {
        self.as_ref().map_or(Ok(()), |value| value.check_object(name))
    }

    fn is_null(&self) -> bool {
        self.as_ref().is_none_or(T::is_null)
    }

    fn has_changes(&self) -> bool {
        self.as_ref().is_some_and(T::has_changes)
    }

    fn reset_changes(&mut self) {
        if let Some(value) = self {
            value.reset_changes();
        }
    }

    fn each_object(&mut self, visit: EachObject<'_>) -> Result<()> {
        self.as_mut().map_or(Ok(()), |value| value.each_object(visit))
    }

    fn display(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Some(value) => value.display(f),
            None => f.write_str("None"),
        }
    }
}

impl Value {
    /// The value as a field of type `T` takes it when it is set by name.
    ///
    /// ```
    /// use versioned_object_core::Value;
    ///
    /// assert_eq!(Value::from("12").coerce::<i64>()?, 12);
    /// assert!(Value::from("a dozen").coerce::<i64>().is_err());
    /// # Ok::<(), versioned_object_core::Error>(())
    /// ```
    ///
    /// # Errors
    /// When such a field does not take the value; null is for `Option`s only.
    pub fn coerce<T: FieldType>(self) -> Result<T> {
        if self.is_null() && !T::TYPE.nullable {
            return Err(Error::NullField { path: Path::default() });
        }
        let value = self.read(&mut ReadContext::new(Mode::Assign), T::coerce);
        value.and_then(|value| value.check().map(|()| value)).map_err(|error| shown_of(T::TYPE, error))
    }
}

/// What a getter does.
///
/// # Errors
/// [`Error::NotLoaded`] when the field is not set.
pub(crate) fn get<'a, T: FieldType>(
    cell: &'a Attr<T>,
    descriptor: &'static ObjectDescriptor,
    slot: usize,
) -> Result<T::Ref<'a>> {
    match cell.get() {
        Some(value) => Ok(value.borrow_field()),
        None => Err(Error::NotLoaded { object: descriptor.name, field: descriptor.slots[slot].name }),
    }
}

/// What a setter does.
///
/// # Errors
/// When the field does not take the value; it keeps the one it had.
pub(crate) fn set<T: FieldType>(
    cell: &mut Attr<T>,
    meta: &mut ObjectMeta,
    descriptor: &'static ObjectDescriptor,
    slot: usize,
    value: T,
) -> Result<()> {
    let place = Place { meta, slot, field: &descriptor.slots[slot] };
    assign(cell, place, value).map_err(|error| error.at(descriptor.name))
}

/// Sets a field, with all its checks, and marks it changed. On an error the field is as it was.
pub(crate) fn assign<T: FieldType>(cell: &mut Attr<T>, at: Place<'_>, value: T) -> Result<()> {
    let field = at.field;
    if let Some(error) = newer_than_stamp(field, at.meta) {
        return Err(error);
    }
    value.check().map_err(|error| refused(field, error))?;
    if let Some(name) = field.object {
        value.check_object(name).map_err(|error| refused(field, error))?;
    }
    let new = Attr(Some(value));
    if let Some(validate) = field.validate {
        validate(&new).map_err(|error| refused(field, error))?;
    }
    if let (Some(old), Some(value)) = (&cell.0, &new.0) {
        if field.read_only {
            return if same_held(field, cell, &new) {
                Ok(())
            } else {
                Err(Error::ReadOnlyField { path: Path::default() }.at(field.name))
            };
        }
        old.check_change(value).map_err(|error| refused(field, error))?;
    }
    keep_key(field, cell, at.meta);
    *cell = new;
    at.meta.set_changed(at.slot, true);
    Ok(())
}
