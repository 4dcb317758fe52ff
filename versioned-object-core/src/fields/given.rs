//! Values that a declaration gives for its fields. That a type is none of a field's is told at the type, once; of the value
//! nothing is told then: it is one for a field that takes whatever it is given.

use std::any::Any;
use std::marker::PhantomData;
use std::mem;

use crate::base::error::Result;
use crate::describe::descriptor::DefaultRepr;
use crate::fields::convert::put_default;
use crate::fields::field_type::FieldType;
use crate::fields::types::enums::EnumField;

/// A field of type `T`: a constant of its own where `T` is the type of a field, one of [`IsNoField`] where it is not.
#[derive(Clone, Copy)]
pub struct FieldOf<T>(PhantomData<T>);

impl<T: FieldType> FieldOf<T> {
    /// The field.
    pub const FIELD: Self = Self(PhantomData);

    /// Puts a value into a cell.
    ///
    /// # Errors
    /// When the type does not take it: it is not put.
    pub fn put(self, cell: &mut dyn Any, value: T) -> Result<()> {
        put_default(cell, value)
    }

    /// A value of the field's own type.
    #[must_use]
    pub fn own(self, value: T) -> T {
        value
    }

    /// An enum's value for the field.
    #[must_use]
    pub const fn variant<V>(self, value: V) -> V {
        value
    }
}

/// See [`FieldOf`].
pub trait IsNoField {
    /// What there is instead of the field.
    const FIELD: Whatever = Whatever;
}

impl<T> IsNoField for FieldOf<T> {}

/// What stands for a field whose type is none.
#[derive(Clone, Copy, Debug)]
pub struct Whatever;

#[allow(clippy::unused_self, clippy::unnecessary_wraps, reason = "it is called as a field is")]
impl Whatever {
    /// Puts nothing: the build has failed.
    ///
    /// # Errors
    /// None.
    pub fn put<V>(self, _: &mut dyn Any, _: V) -> Result<()> {
        Ok(())
    }

    /// The value itself.
    #[must_use]
    pub fn own<V>(self, value: V) -> V {
        value
    }

    /// No value.
    #[must_use]
    pub const fn variant<V>(self, value: V) -> Self {
        mem::forget(value);
        self
    }

    /// No text.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        ""
    }
}

/// A type of which a variant may be a default: a constant of its own where `T` is an enum of texts, whose variants have one
/// each, one of [`IsNoEnum`] where it is not. A method `as_str` of such a type says nothing of what Python prints.
#[derive(Clone, Copy)]
pub struct EnumOf<T>(PhantomData<T>);

impl<T: EnumField> EnumOf<T> {
    /// The enum.
    pub const TYPE: Self = Self(PhantomData);

    /// The value, whose text is asked next.
    #[must_use]
    pub const fn variant<V>(self, value: V) -> V {
        value
    }

    /// Python prints the text.
    #[must_use]
    pub const fn printed(self, text: &'static str) -> DefaultRepr {
        DefaultRepr::Text(text)
    }
}

/// See [`EnumOf`].
pub trait IsNoEnum {
    /// What there is instead of the enum.
    const TYPE: NoEnum = NoEnum;
}

impl<T> IsNoEnum for EnumOf<T> {}

/// What stands for a type that is no enum of texts.
#[derive(Clone, Copy, Debug)]
pub struct NoEnum;

#[allow(clippy::unused_self, reason = "it is called as an enum is")]
impl NoEnum {
    /// No value.
    #[must_use]
    pub const fn variant<V>(self, value: V) -> Self {
        mem::forget(value);
        self
    }

    /// No text.
    #[must_use]
    pub const fn as_str(self) -> Self {
        self
    }

    /// Nobody knows what Python prints.
    #[must_use]
    pub const fn printed(self, _: Self) -> DefaultRepr {
        DefaultRepr::Unknown
    }
}
