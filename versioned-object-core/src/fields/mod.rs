//! The types a field can have, and the trait that makes a type one.
//!
//! | oslo | Rust |
//! |---|---|
//! | `String` | [`String`] |
//! | `SensitiveString` | [`SensitiveString`] |
//! | `VersionPredicate` | [`VersionPredicate`] |
//! | `Enum`, `StateMachine` | an enum that derives `EnumField` |
//! | `UUID` | [`uuid::Uuid`] |
//! | `MACAddress` | [`MacAddress`] |
//! | `PCIAddress` | [`PciAddress`] |
//! | `Integer` | [`i64`] |
//! | `NonNegativeInteger` | [`u64`] |
//! | `Float` | [`f64`] |
//! | `NonNegativeFloat` | [`NonNegativeFloat`] |
//! | `Boolean` | [`bool`] |
//! | `FlexibleBoolean` | [`FlexibleBoolean`] |
//! | `DateTime` | `DateTime<Utc>`, `DateTime<FixedOffset>`, [`chrono::NaiveDateTime`] |
//! | `IPAddress` | [`std::net::IpAddr`] |
//! | `IPV4Address`, `IPV6Address` | [`std::net::Ipv4Addr`], [`std::net::Ipv6Addr`] |
//! | `IPV4AndV6Address` | [`Ipv4AndV6Addr`] |
//! | `IPNetwork` | [`ipnet::IpNet`] |
//! | `IPV4Network`, `IPV6Network` | [`ipnet::Ipv4Net`], [`ipnet::Ipv6Net`] |
//! | `List` | [`Vec`] |
//! | `Dict` | [`BTreeMap`](std::collections::BTreeMap) from [`String`] |
//! | `DictProxy` | [`BTreeMap`](std::collections::BTreeMap) from any [`DictKey`] |
//! | `Set` | [`BTreeSet`](std::collections::BTreeSet) |
//! | `Object` | a type that derives `VersionedObject`, or a [`Box`] of it |
//! | `Object` with `subclasses=True` | [`AnyOf`] |
//! | `Object` of a type known by name only | `Box<dyn DynObject>` |
//! | `ListOfEnum`, `ListOfObjects` | [`Vec`] of either |
//! | `nullable=True` | [`Option`] |
//! | `FieldType` itself | [`Json`] |

mod any_object;
mod collection;
pub(crate) mod enums;
mod hardware;
mod input;
mod into_field;
mod json;
mod mask;
pub(crate) mod net;
mod numbers;
mod object;
mod predicate;
mod scalar;
mod text;
mod time;

use std::fmt;

pub use any_object::{AnyOf, ListItem};
pub use collection::DictKey;
pub use enums::EnumField;
pub use hardware::{MacAddress, PciAddress};
pub use input::{Input, MapInput, ReadContext, ReadFields, SeqInput, UnknownFields};
pub use into_field::IntoField;
pub use ipnet;
pub use json::Json;
pub use net::Ipv4AndV6Addr;
pub use numbers::{FlexibleBoolean, NonNegativeFloat};
pub use predicate::VersionPredicate;
pub use text::SensitiveString;

pub(crate) use enums::{check_change as check_enum_change, coerce as coerce_enum};
pub(crate) use input::{InputVisitor, Keys, Mode, skip};
pub(crate) use object::{read_child, write_child};

use crate::attr::{Attr, ObjectMeta};
use crate::cell::Cell;
use crate::descriptor::{ObjectDescriptor, TypeDescriptor};
use crate::error::{Error, Result};
use crate::value::Value;
use crate::wire::PrimitiveWriter;

/// A type that a field can have: `Attr<T>` needs `T: FieldType`.
///
/// A crate makes its own type one by saying what it is called, how it is read from a plain value and how it is
/// written as one:
///
/// Its `TYPE` has a name that is the type's for good, for the fingerprint and `versions.lock` know it by that. With
/// [`TypeDescriptor::samples`] it also says what values tests may use.
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
///     const TYPE: &'static TypeDescriptor = &TypeDescriptor::scalar("Percent");
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
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the type of a field",
    label = "not a field type",
    note = "an enum derives `EnumField`, a nested object derives `VersionedObject`, \
            and any other type implements `versioned_object_core::fields::FieldType`"
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

    /// Gives every object in this value its context.
    fn set_context(&mut self, context: Option<&crate::context::Context>) {
        let _ = context;
    }

    /// Prints the value as oslo's `repr` of an object does.
    ///
    /// # Errors
    /// When the formatter fails.
    fn display(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.to_value(), f)
    }

    // What generated code calls. It goes through the trait so that a type that is none of a field's is one error, at
    // the type, however often the field is mentioned.

    #[doc(hidden)]
    fn __cell(cell: &Attr<Self>) -> &dyn Cell {
        cell
    }

    #[doc(hidden)]
    fn __cell_mut(cell: &mut Attr<Self>) -> &mut dyn Cell {
        cell
    }

    #[doc(hidden)]
    fn __get<'a>(
        cell: &'a Attr<Self>,
        descriptor: &'static ObjectDescriptor,
        slot: usize,
    ) -> Result<Self::Ref<'a>> {
        crate::dict::get(cell, descriptor, slot)
    }

    #[doc(hidden)]
    fn __try_get(cell: &Attr<Self>) -> Option<Self::Ref<'_>> {
        cell.get().map(Self::borrow_field)
    }

    #[doc(hidden)]
    fn __set(
        cell: &mut Attr<Self>,
        meta: &mut ObjectMeta,
        descriptor: &'static ObjectDescriptor,
        slot: usize,
        value: impl IntoField<Self>,
    ) -> Result<()> {
        crate::dict::set(cell, meta, descriptor, slot, value)
    }
}

/// The error for a value that is not what a field takes.
pub(crate) fn expected(what: &str, found: &Input<'_>) -> Error {
    Error::invalid(format!("expected {what}, got {}", found.describe()))
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

    fn set_context(&mut self, context: Option<&crate::context::Context>) {
        if let Some(value) = self {
            value.set_context(context);
        }
    }

    fn display(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Some(value) => value.display(f),
            None => f.write_str("None"),
        }
    }
}
