//! Texts from a fixed list.

use std::borrow::Cow;
use std::fmt;

use super::Input;
use crate::descriptor::EnumDescriptor;
use crate::error::{Error, Result};

/// An enum that stands for a fixed list of texts: what `#[derive(EnumField)]` implements.
///
/// ```
/// use versioned_object_core::prelude::*;
///
/// #[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
/// enum Colour {
///     Red,
///     #[enum_field(rename = "light-green")]
///     LightGreen,
/// }
///
/// assert_eq!(Colour::LightGreen.as_str(), "light-green");
/// assert_eq!("red".parse::<Colour>()?, Colour::Red);
/// assert_eq!(Colour::VALUES, ["red", "light-green"]);
/// # Ok::<(), Error>(())
/// ```
pub trait EnumField: Copy + Eq + fmt::Debug + Send + Sync + 'static {
    /// Every value with its text, in declaration order.
    const VARIANTS: &'static [(Self, &'static str)];

    /// The enum as the fingerprint and the schema see it.
    const DESCRIPTOR: &'static EnumDescriptor;

    /// The text of the value, which is what stands on the wire.
    fn text(self) -> &'static str;

    /// The value with this text.
    ///
    /// # Errors
    /// [`Error::InvalidValue`], which lists the values there are.
    fn from_text(text: &str) -> Result<Self> {
        let found = Self::VARIANTS.iter().find(|(_, value)| *value == text);
        found
            .map(|(value, _)| *value)
            .ok_or_else(|| unknown(Self::DESCRIPTOR, &Input::Str(Cow::Borrowed(text))))
    }
}

/// Reads a value of an enum from whatever a field is given.
pub(crate) fn coerce<T: EnumField>(input: &Input<'_>) -> Result<T> {
    match input {
        Input::Str(text) => T::from_text(text),
        _ => Err(unknown(T::DESCRIPTOR, input)),
    }
}

fn unknown(descriptor: &EnumDescriptor, found: &Input<'_>) -> Error {
    let values = descriptor.values.iter().map(|value| format!("`{value}`")).collect::<Vec<_>>().join(", ");
    Error::invalid(format!("expected one of {values}, got {}", found.describe()))
}
