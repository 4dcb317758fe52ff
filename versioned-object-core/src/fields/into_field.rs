//! What a typed setter takes.

use std::collections::{BTreeMap, HashMap};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use chrono::{DateTime, FixedOffset, Utc};
use ipnet::{IpNet, Ipv4Net, Ipv6Net};

use crate::dynamic::contract::DynObject;

/// What a setter of a field of type `T` takes: a `T`, and what turns into one without a doubt.
///
/// A nullable field takes its bare value too, a text field takes `&str`, a field of addresses of both versions takes
/// one of either, a boxed child takes the child, and a late-bound field any object. Nothing but a text field reads a
/// text: to set a field from one, parse it, `text.parse::<MacAddress>()?`, or set the field by name.
///
/// ```
/// use versioned_object_core::fields::IntoField;
///
/// fn field(value: impl IntoField<Option<String>>) -> Option<String> {
///     value.into_field()
/// }
///
/// assert_eq!(field("a"), Some("a".to_owned()));
/// assert_eq!(field(None), None);
/// ```
#[diagnostic::on_unimplemented(
    message = "a field of type `{T}` does not take a `{Self}`",
    label = "not a value of this field",
    note = "to set a field by name from any value that converts, use `set(\"name\", value)` of `DictAccess`",
    note = "other values are converted first: a text by `parse`, an object of a subclass by `AnyOf::new`"
)]
pub trait IntoField<T> {
    /// The value as the field holds it.
    fn into_field(self) -> T;
}

impl<T> IntoField<T> for T {
    fn into_field(self) -> T {
        self
    }
}

impl<T> IntoField<Option<T>> for T {
    fn into_field(self) -> Option<T> {
        Some(self)
    }
}

impl<T> IntoField<Box<T>> for T {
    fn into_field(self) -> Box<T> {
        Box::new(self)
    }
}

impl<T> IntoField<Option<Box<T>>> for T {
    fn into_field(self) -> Option<Box<T>> {
        Some(Box::new(self))
    }
}

impl<T: DynObject> IntoField<Box<dyn DynObject>> for T {
    fn into_field(self) -> Box<dyn DynObject> {
        Box::new(self)
    }
}

impl<T: DynObject> IntoField<Option<Box<dyn DynObject>>> for T {
    fn into_field(self) -> Option<Box<dyn DynObject>> {
        Some(Box::new(self))
    }
}

/// What turns into the value of a field: a text that is borrowed, an address or network of one version or a moment in UTC
/// where the field takes more.
macro_rules! wider {
    ($($from:ty => $to:ty),* $(,)?) => {$(
        impl IntoField<$to> for $from {
            fn into_field(self) -> $to {
                self.into()
            }
        }

        impl IntoField<Option<$to>> for $from {
            fn into_field(self) -> Option<$to> {
                Some(self.into())
            }
        }
    )*};
}

pub(crate) use wider;

wider!(&str => String, &String => String);

wider! {
    Ipv4Addr => IpAddr,
    Ipv6Addr => IpAddr,
    Ipv4Net => IpNet,
    Ipv6Net => IpNet,
    DateTime<Utc> => DateTime<FixedOffset>,
}

impl<T, U: IntoField<T>, const N: usize> IntoField<Vec<T>> for [U; N] {
    fn into_field(self) -> Vec<T> {
        self.into_iter().map(IntoField::into_field).collect()
    }
}

impl<T, U: IntoField<T>, const N: usize> IntoField<Option<Vec<T>>> for [U; N] {
    fn into_field(self) -> Option<Vec<T>> {
        Some(self.into_field())
    }
}

impl<T, K: Into<String>, U: IntoField<T>, const N: usize> IntoField<BTreeMap<String, T>> for [(K, U); N] {
    fn into_field(self) -> BTreeMap<String, T> {
        self.into_iter().map(|(key, value)| (key.into(), value.into_field())).collect()
    }
}

impl<T, K: Into<String>, U: IntoField<T>, const N: usize> IntoField<Option<BTreeMap<String, T>>>
    for [(K, U); N]
{
    fn into_field(self) -> Option<BTreeMap<String, T>> {
        Some(self.into_field())
    }
}

impl<T, K: Into<String>, U: IntoField<T>, const N: usize> IntoField<HashMap<String, T>> for [(K, U); N] {
    fn into_field(self) -> HashMap<String, T> {
        self.into_iter().map(|(key, value)| (key.into(), value.into_field())).collect()
    }
}

impl<T, K: Into<String>, U: IntoField<T>, const N: usize> IntoField<Option<HashMap<String, T>>>
    for [(K, U); N]
{
    fn into_field(self) -> Option<HashMap<String, T>> {
        Some(self.into_field())
    }
}
