//! What a typed setter takes.

use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use chrono::{DateTime, FixedOffset, Utc};
use ipnet::{IpNet, Ipv4Net, Ipv6Net};

use crate::base::error::Result;
use crate::dynamic::contract::DynObject;
use crate::fields::field_type::FieldType;
use crate::primitive::write::PrimitiveWriter;

/// What a field of this type takes besides a value of its own: what turns into one without a doubt.
///
/// A nullable field takes its bare value too, a text field takes `&str`, a field of addresses of both versions takes
/// one of either, a boxed child takes the child, and a late-bound field any object. Nothing but a text field reads a
/// text: to set a field from one, parse it, `set_cores(text.parse()?)`, or set the field by name.
///
/// It is asked of the field's type, as `From` is, so that where a field takes one type alone, the type of what it is set
/// to follows: that of `parse()?`, `collect()`, `try_into()?` and `Default::default()`. Where it takes more, a nullable
/// field, a text, a list or a map, [`Key::of`](crate::Key::of) says which type is meant.
///
/// ```
/// use versioned_object_core::prelude::*;
///
/// #[derive(Clone, VersionedObject)]
/// #[versioned_object(version = "1.0")]
/// struct Lamp {
///     watts: Attr<u16>,
///     hours: Attr<Option<i64>>,
///     labels: Attr<Vec<String>>,
///     meta: ObjectMeta,
/// }
///
/// let mut lamp = Lamp::builder().watts("60".parse()?).hours(1_000).labels(["hall"]).build_orphan()?;
/// lamp.set_watts(Default::default())?;
/// lamp.set_hours(Some("900".parse()?))?;
/// lamp.set_labels(Lamp::LABELS.of("hall bright".split(' ').map(str::to_owned).collect()))?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "a field of type `{Self}` does not take a `{V}`",
    label = "not a value of this field",
    note = "of an enum, name the variant; an object that extends the type of `AnyOf` is `AnyOf::new(object)?`; other values \
            are converted first, a text by `parse`, or set by name: `set(\"name\", value)` converts"
)]
pub trait FieldFrom<V> {
    /// The value as the field holds it.
    fn field_from(value: V) -> Self;

    /// Puts the value where it is wanted: what is written anyway need not be made first.
    ///
    /// # Errors
    /// When a value that is written has no form on the wire.
    #[doc(hidden)]
    fn give(value: V, to: Destination<'_, Self>) -> Result<()>
    where
        Self: FieldType,
    {
        to.put(Self::field_from(value))
    }
}

/// Where the value of a field is wanted.
#[doc(hidden)]
pub enum Destination<'d, T> {
    /// In a cell.
    Cell(&'d mut Option<T>),
    /// In a text.
    Text(&'d mut PrimitiveWriter<'static>),
}

impl<T: FieldType> Destination<'_, T> {
    fn put(self, value: T) -> Result<()> {
        match self {
            Self::Cell(cell) => *cell = Some(value),
            Self::Text(out) => value.write_primitive(out)?,
        }
        Ok(())
    }
}

/// [`FieldFrom`] the other way round, as `Into` is that of `From`: what functions ask of a value for a field of type `T`.
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
    note = "of an enum, name the variant; other values are converted first, a text by `parse`"
)]
pub trait IntoField<T> {
    /// The value as the field holds it.
    fn into_field(self) -> T;
}

#[diagnostic::do_not_recommend]
impl<T: FieldFrom<V>, V> IntoField<T> for V {
    fn into_field(self) -> T {
        T::field_from(self)
    }
}

#[diagnostic::do_not_recommend]
impl<T> FieldFrom<T> for T {
    fn field_from(value: T) -> Self {
        value
    }
}

#[diagnostic::do_not_recommend]
impl<T> FieldFrom<T> for Option<T> {
    fn field_from(value: T) -> Self {
        Some(value)
    }
}

#[diagnostic::do_not_recommend]
impl<T> FieldFrom<T> for Box<T> {
    fn field_from(value: T) -> Self {
        Self::new(value)
    }
}

#[diagnostic::do_not_recommend]
impl<T> FieldFrom<T> for Option<Box<T>> {
    fn field_from(value: T) -> Self {
        Some(Box::new(value))
    }
}

#[diagnostic::do_not_recommend]
impl<T: DynObject> FieldFrom<T> for Box<dyn DynObject> {
    fn field_from(value: T) -> Self {
        Box::new(value)
    }
}

#[diagnostic::do_not_recommend]
impl<T: DynObject> FieldFrom<T> for Option<Box<dyn DynObject>> {
    fn field_from(value: T) -> Self {
        Some(Box::new(value))
    }
}

/// What turns into the value of a field: a text that is borrowed, an address or network of one version or a moment in UTC
/// where the field takes more.
macro_rules! wider {
    ($($from:ty => $to:ty),* $(,)?) => {$(
        #[diagnostic::do_not_recommend]
        impl FieldFrom<$from> for $to {
            fn field_from(value: $from) -> Self {
                value.into()
            }
        }

        #[diagnostic::do_not_recommend]
        impl FieldFrom<$from> for Option<$to> {
            fn field_from(value: $from) -> Self {
                Some(value.into())
            }
        }
    )*};
}

pub(crate) use wider;

wider!(&String => String);

#[diagnostic::do_not_recommend]
impl FieldFrom<&str> for String {
    fn field_from(value: &str) -> Self {
        value.to_owned()
    }

    fn give(value: &str, to: Destination<'_, Self>) -> Result<()> {
        if let Destination::Text(out) = to {
            out.str(value);
            return Ok(());
        }
        to.put(value.to_owned())
    }
}

#[diagnostic::do_not_recommend]
impl FieldFrom<&str> for Option<String> {
    fn field_from(value: &str) -> Self {
        Some(value.to_owned())
    }
}

wider! {
    Ipv4Addr => IpAddr,
    Ipv6Addr => IpAddr,
    Ipv4Net => IpNet,
    Ipv6Net => IpNet,
    DateTime<Utc> => DateTime<FixedOffset>,
}

#[diagnostic::do_not_recommend]
impl<T: FieldFrom<U>, U, const N: usize> FieldFrom<[U; N]> for Vec<T> {
    fn field_from(value: [U; N]) -> Self {
        value.into_iter().map(T::field_from).collect()
    }
}

#[diagnostic::do_not_recommend]
impl<T: FieldFrom<U>, U, const N: usize> FieldFrom<[U; N]> for Option<Vec<T>> {
    fn field_from(value: [U; N]) -> Self {
        Some(FieldFrom::field_from(value))
    }
}

/// What a key of a map is made of, where its pairs stand in an array: a text of what turns into one, any other key of
/// itself.
pub trait KeyFrom<K> {
    /// The key.
    fn key_from(key: K) -> Self;
}

#[diagnostic::do_not_recommend]
impl<K: Into<String>> KeyFrom<K> for String {
    fn key_from(key: K) -> Self {
        key.into()
    }
}

/// Maps, of the pairs in an array.
macro_rules! maps {
    ($($map:ident: $($bound:path)|+;)*) => {$(
        #[diagnostic::do_not_recommend]
        #[allow(clippy::implicit_hasher, reason = "a field has a map of the usual one")]
        impl<Key: KeyFrom<K> $(+ $bound)+, K, T: FieldFrom<U>, U, const N: usize> FieldFrom<[(K, U); N]> for $map<Key, T> {
            fn field_from(value: [(K, U); N]) -> Self {
                value.into_iter().map(|(key, value)| (Key::key_from(key), T::field_from(value))).collect()
            }
        }

        #[diagnostic::do_not_recommend]
        #[allow(clippy::implicit_hasher, reason = "a field has a map of the usual one")]
        impl<Key: KeyFrom<K> $(+ $bound)+, K, T: FieldFrom<U>, U, const N: usize> FieldFrom<[(K, U); N]>
            for Option<$map<Key, T>>
        {
            fn field_from(value: [(K, U); N]) -> Self {
                Some(FieldFrom::field_from(value))
            }
        }
    )*};
}

maps! {
    BTreeMap: Ord;
    HashMap: Eq | Hash;
}
