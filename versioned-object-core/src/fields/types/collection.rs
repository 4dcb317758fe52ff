//! Lists, sets and maps of any field type.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fmt;
use std::hash::{BuildHasher, Hash};
use std::sync::Arc;

use uuid::Uuid;

use crate::base::error::{Error, Path, Result};
use crate::describe::descriptor::{TypeDescriptor, TypeKind};
use crate::dynamic::contract::{EachObject, Input, SeqInput, Value};
use crate::fields::field_type::{FieldType, element_of_text, expected, expected_objects, no_null};
use crate::fields::guard::{FieldGuard, GuardPlace, Mutable};
use crate::fields::into_field::KeyFrom;
use crate::primitive::json_text::{JsonText, Taken, Unread};
use crate::primitive::limits::Mode;
use crate::primitive::read::ReadContext;
use crate::primitive::write::PrimitiveWriter;

/// Reads one element: null becomes an error where the element takes none.
fn element<T: FieldType>(input: Input<'_>, cx: &mut ReadContext<'_>) -> Result<T> {
    match input {
        Input::Null if !T::TYPE.nullable => Err(Error::NullField { path: Path::default() }),
        input => T::coerce(input, cx),
    }
}

/// The error for what is no list, set or map of such elements.
fn no_container<T: FieldType>(what: &str, found: &Input<'_>) -> Error {
    if T::TYPE.has_objects() { expected_objects(what, found) } else { expected(what, found) }
}

fn elements<T: FieldType>(items: &mut dyn SeqInput, cx: &mut ReadContext<'_>) -> Result<Vec<T>> {
    let mut list = Vec::new();
    for index in 0.. {
        let mut read = |input: Input<'_>, cx: &mut ReadContext<'_>| {
            list.push(element(input, cx)?);
            Ok(())
        };
        match cx.within(|error| error.at_index(index), |cx| items.next(cx, &mut read)) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => cx.note(Err(error))?,
        }
    }
    Ok(list)
}

fn check_all<'a, T: FieldType>(items: impl IntoIterator<Item = &'a T>) -> Result<()> {
    for (index, item) in items.into_iter().enumerate() {
        item.check().map_err(|error| error.at_index(index))?;
    }
    Ok(())
}

fn display_all<'a, T: FieldType>(
    f: &mut fmt::Formatter<'_>,
    items: impl IntoIterator<Item = &'a T>,
) -> fmt::Result {
    for (index, item) in items.into_iter().enumerate() {
        f.write_str(if index == 0 { "" } else { "," })?;
        item.display(f)?;
    }
    Ok(())
}

/// oslo's `List`, with `ListOfEnum` and `ListOfObjects`.
///
/// By name and from an envelope it takes a list or a set of what its elements take; null where they are `Option`s. An
/// error names the element. A text or a map is no list; Python reads one letter by letter or key by key from an
/// envelope.
impl<T: FieldType> FieldType for Vec<T> {
    type Ref<'a> = &'a [T];
    const TYPE: &'static TypeDescriptor = &TypeDescriptor::new("List", TypeKind::List(T::TYPE));

    fn borrow_field(&self) -> &[T] {
        self
    }

    fn coerce(input: Input<'_>, cx: &mut ReadContext<'_>) -> Result<Self> {
        match input {
            Input::Seq(items) | Input::Set(items) => elements(items, cx),
            input => Err(no_container::<T>("list", &input)),
        }
    }

    fn coerce_text(text: &mut JsonText<'_>, cx: &mut ReadContext<'_>) -> Taken<Self> {
        let mut list = Vec::new();
        text.items(cx, |text, cx| {
            no_null::<T>(text)?;
            T::push_text(&mut list, text, cx)
        })?;
        Ok(list)
    }

    fn write_primitive(&self, out: &mut PrimitiveWriter<'_>) -> Result<()> {
        out.seq(self, |out, item| item.write_primitive(out))
    }

    fn to_value(&self) -> Value {
        Value::List(self.iter().map(T::to_value).collect())
    }

    fn check(&self) -> Result<()> {
        check_all(self)
    }

    fn check_object(&self, name: &str) -> Result<()> {
        let mut items = self.iter().enumerate();
        items.try_for_each(|(index, item)| item.check_object(name).map_err(|error| error.at_index(index)))
    }

    fn has_changes(&self) -> bool {
        self.iter().any(T::has_changes)
    }

    fn reset_changes(&mut self) {
        self.iter_mut().for_each(T::reset_changes);
    }

    fn each_object(&mut self, visit: EachObject<'_>) -> Result<()> {
        self.iter_mut().try_for_each(|item| item.each_object(visit))
    }

    fn display(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[")?;
        display_all(f, self)?;
        f.write_str("]")
    }
}

/// The elements of a set: what is given by name is one already.
fn set_elements<T: FieldType>(input: Input<'_>, cx: &mut ReadContext<'_>) -> Result<Vec<T>> {
    match input {
        Input::Set(items) => elements(items, cx),
        Input::Seq(items) if cx.mode != Mode::Assign => elements(items, cx),
        input => Err(no_container::<T>("set", &input)),
    }
}

/// `FieldType` of a set; `$sorted` gives its elements in their order.
macro_rules! set_type {
    ($(#[$doc:meta])+ $set:ident<T $(, $hasher:ident)?> where [$($bound:tt)*], $sorted:expr) => {
        $(#[$doc])+
        impl<$($bound)*> FieldType for $set<T $(, $hasher)?> {
            type Ref<'a> = &'a Self;
            const TYPE: &'static TypeDescriptor = &TypeDescriptor::new("Set", TypeKind::Set(T::TYPE));

            fn borrow_field(&self) -> &Self {
                self
            }

            fn coerce(input: Input<'_>, cx: &mut ReadContext<'_>) -> Result<Self> {
                Ok(set_elements(input, cx)?.into_iter().collect())
            }

            fn coerce_text(text: &mut JsonText<'_>, cx: &mut ReadContext<'_>) -> Taken<Self> {
                Ok(Vec::coerce_text(text, cx)?.into_iter().collect())
            }

            fn write_primitive(&self, out: &mut PrimitiveWriter<'_>) -> Result<()> {
                out.seq($sorted(self), |out, item| item.write_primitive(out))
            }

            fn to_value(&self) -> Value {
                Value::Set($sorted(self).into_iter().map(T::to_value).collect())
            }

            fn check(&self) -> Result<()> {
                check_all($sorted(self))
            }

            fn display(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("set([")?;
                display_all(f, $sorted(self))?;
                f.write_str("])")
            }
        }
    };
}

set_type! {
    /// oslo's `Set`: an array on the wire, sorted.
    ///
    /// By name it takes a set, `Value::Set`, and not a list; from an envelope it takes a list. Elements need an order:
    /// floats have one as [`NonNegativeFloat`](crate::fields::NonNegativeFloat).
    BTreeSet<T> where [T: FieldType + Ord], std::convert::identity::<&BTreeSet<T>>
}

set_type! {
    /// oslo's `Set`, as a `BTreeSet` is: written sorted, so that the bytes are the same every time. So its elements need
    /// an order beside their hash.
    HashSet<T, S> where [T: FieldType + Ord + Hash, S: BuildHasher + Clone + Default + Send + Sync + 'static], sorted
}

/// The elements in their order.
fn sorted<T: Ord, S>(set: &HashSet<T, S>) -> Vec<&T> {
    let mut items: Vec<&T> = set.iter().collect();
    items.sort();
    items
}

/// A key of a `Dict`, which is a text on the wire.
///
/// [`String`], the integers, [`bool`], [`Uuid`] and every enum of texts are keys; so is any type for which somebody says
/// how it is read and written. A `BTreeMap` asks for its order too, a `HashMap` for its hash. This is what oslo's `DictProxyField` is for: a field whose texts stand for something else.
///
/// ```
/// use std::collections::BTreeMap;
/// use versioned_object_core::prelude::*;
///
/// #[derive(Clone, VersionedObject)]
/// #[versioned_object(version = "1.0")]
/// struct Guest {
///     pins: Attr<BTreeMap<i64, String>>,
///     meta: ObjectMeta,
/// }
///
/// let mut guest = Guest::new(&Context::admin());
/// guest.set_pins(BTreeMap::from([(7, "cpu3".to_owned())]))?;
/// assert_eq!(guest.to_json()?, r#"{"pins":{"7":"cpu3"}}"#);
/// let error = Guest::from_json(r#"{"pins": {"x": "cpu3"}}"#).unwrap_err();
/// assert_eq!(error.to_string(), r#"Guest.pins["x"]: expected integer as key, got "x""#);
/// # Ok::<(), Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the key of a map",
    label = "not a key",
    note = "texts, whole numbers, `bool`, `Uuid` and enums that derive `EnumField` are keys; any other type implements \
            `versioned_object_core::fields::DictKey`"
)]
pub trait DictKey: Clone + Eq + Send + Sync + 'static {
    /// The type whose values the texts stand for: schemas say of keys what they say of its texts, numbers and values of
    /// enums. None where any text may be a key, or nobody says which.
    const KEY: Option<&'static TypeDescriptor> = None;

    /// The key that a text stands for.
    ///
    /// # Errors
    /// [`Error::invalid`] when it stands for none.
    fn from_key(text: &str) -> Result<Self>;

    /// The text that stands for the key; [`DictKey::from_key`] reads it back.
    fn as_key(&self) -> Cow<'_, str>;
}

impl DictKey for String {
    fn from_key(text: &str) -> Result<Self> {
        Ok(text.to_owned())
    }

    fn as_key(&self) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }
}

#[diagnostic::do_not_recommend]
impl<K: Into<Self>> KeyFrom<K> for Arc<str> {
    fn key_from(key: K) -> Self {
        key.into()
    }
}

impl DictKey for Arc<str> {
    fn from_key(text: &str) -> Result<Self> {
        Ok(text.into())
    }

    fn as_key(&self) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }
}

macro_rules! parsed_key {
    ($($key:ty = $what:literal),* $(,)?) => {$(
        #[diagnostic::do_not_recommend]
        impl KeyFrom<$key> for $key {
            fn key_from(key: $key) -> Self {
                key
            }
        }

        impl DictKey for $key {
            const KEY: Option<&'static TypeDescriptor> = Some(<$key as FieldType>::TYPE);

            fn from_key(text: &str) -> Result<Self> {
                text.parse().map_err(|_| expected(concat!($what, " as key"), &Input::Str(text.into())))
            }

            fn as_key(&self) -> Cow<'_, str> {
                Cow::Owned(self.to_string())
            }
        }
    )*};
}

parsed_key! {
    i8 = "integer from -128 to 127",
    i16 = "integer from -32768 to 32767",
    i32 = "integer from -2147483648 to 2147483647",
    i64 = "integer",
    u8 = "integer from 0 to 255",
    u16 = "integer from 0 to 65535",
    u32 = "integer from 0 to 4294967295",
    u64 = "integer",
    bool = "boolean",
    Uuid = "UUID",
}

/// The entries of a map that is read, into one that has none yet.
fn entries<K: DictKey, T: FieldType, M>(
    input: Input<'_>,
    cx: &mut ReadContext<'_>,
    mut map: M,
    has: fn(&M, &K) -> bool,
    put: fn(&mut M, K, T) -> Option<T>,
) -> Result<M> {
    let Input::Map(entries) = input else {
        return Err(no_container::<T>("map", &input));
    };
    let mut text = String::new();
    while entries.next_key(cx, &mut text)? {
        let key = K::from_key(&text).map_err(|error| error.at_key(&text))?;
        if has(&map, &key) {
            return Err(Error::twice(&key.as_key()));
        }
        let mut value = None;
        let mut read = |input: Input<'_>, cx: &mut ReadContext<'_>| {
            value = Some(element(input, cx)?);
            Ok(())
        };
        let read = cx.within(|error| error.at_key(&key.as_key()), |cx| entries.value(cx, &mut read));
        cx.note(read)?;
        if let Some(value) = value {
            put(&mut map, key, value);
        }
    }
    Ok(map)
}

/// The entries of the map that stands here in a JSON text, into one that has none yet.
fn entries_of_text<K: DictKey, T: FieldType, M>(
    text: &mut JsonText<'_>,
    cx: &mut ReadContext<'_>,
    mut map: M,
    put: fn(&mut M, K, T) -> Option<T>,
) -> Taken<M> {
    text.entries(cx, |key, text, cx| {
        let key = K::from_key(key).map_err(|_| Unread)?;
        match put(&mut map, key, element_of_text(text, cx)?) {
            None => Ok(()),
            // A key twice.
            Some(_) => Err(Unread),
        }
    })?;
    Ok(map)
}

/// The entries in the order of the texts of their keys.
fn in_order<'m, K: DictKey, T: 'm>(
    entries: impl Iterator<Item = (&'m K, &'m T)> + Clone,
) -> impl Iterator<Item = (Cow<'m, str>, &'m T)> {
    let entries = entries.map(|(key, value)| (key.as_key(), value));
    let is_sorted = entries.clone().is_sorted_by(|one, other| one.0 <= other.0);
    let mut sorted = Vec::new();
    if !is_sorted {
        sorted.extend(entries.clone());
        sorted.sort_by(|one, other| one.0.cmp(&other.0));
    }
    is_sorted.then_some(entries).into_iter().flatten().chain(sorted)
}

/// `FieldType` of a map.
macro_rules! map_type {
    ($(#[$doc:meta])+ $map:ident<K, T $(, $hasher:ident)?> where [$($bound:tt)*]) => {
        $(#[$doc])+
        impl<$($bound)*> FieldType for $map<K, T $(, $hasher)?> {
            type Ref<'a> = &'a Self;
            const TYPE: &'static TypeDescriptor =
                &TypeDescriptor::new("Dict", TypeKind::Dict(T::TYPE)).keys(K::KEY);

            fn borrow_field(&self) -> &Self {
                self
            }

            fn coerce(input: Input<'_>, cx: &mut ReadContext<'_>) -> Result<Self> {
                entries(input, cx, Self::default(), Self::contains_key, Self::insert)
            }

            fn coerce_text(text: &mut JsonText<'_>, cx: &mut ReadContext<'_>) -> Taken<Self> {
                entries_of_text(text, cx, Self::default(), Self::insert)
            }

            fn write_primitive(&self, out: &mut PrimitiveWriter<'_>) -> Result<()> {
                out.map(in_order(self.iter()), |out, item| item.write_primitive(out))
            }

            fn to_value(&self) -> Value {
                let entries = in_order(self.iter());
                Value::Map(entries.map(|(key, value)| (key.into_owned(), value.to_value())).collect())
            }

            fn check(&self) -> Result<()> {
                in_order(self.iter()).try_for_each(|(key, value)| value.check().map_err(|error| error.at_key(&key)))
            }

            fn check_object(&self, name: &str) -> Result<()> {
                let mut entries = in_order(self.iter());
                entries.try_for_each(|(key, item)| item.check_object(name).map_err(|error| error.at_key(&key)))
            }

            fn has_changes(&self) -> bool {
                self.values().any(T::has_changes)
            }

            fn reset_changes(&mut self) {
                self.values_mut().for_each(T::reset_changes);
            }

            fn each_object(&mut self, visit: EachObject<'_>) -> Result<()> {
                self.values_mut().try_for_each(|item| item.each_object(visit))
            }

            fn display(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("{")?;
                for (index, (key, value)) in in_order(self.iter()).enumerate() {
                    write!(f, "{}{key}=", if index == 0 { "" } else { "," })?;
                    value.display(f)?;
                }
                f.write_str("}")
            }
        }
    };
}

map_type! {
    /// oslo's `Dict`: on the wire the keys are texts, in their order. It takes a map of what its values take.
    BTreeMap<K, T> where [K: DictKey + Ord, T: FieldType]
}

map_type! {
    /// oslo's `Dict`, as a `BTreeMap` is: written in the order of the keys' texts, so that the bytes are the same every
    /// time.
    HashMap<K, T, S> where [
        K: DictKey + Hash,
        T: FieldType,
        S: BuildHasher + Clone + Default + Send + Sync + 'static
    ]
}

macro_rules! container {
    ($([$($bound:tt)*] $container:ty),* $(,)?) => {$(
        impl<$($bound)*> Mutable for $container {
            type Guard<'a> = FieldGuard<'a, Self>;

            fn guard<'a>(&'a mut self, at: GuardPlace<'a>) -> FieldGuard<'a, Self> {
                FieldGuard::new(self, at)
            }
        }
    )*};
}

container! {
    [T: FieldType] Vec<T>,
    [T: FieldType + Ord] BTreeSet<T>,
    [T: FieldType + Ord + Hash, S: BuildHasher + Clone + Default + Send + Sync + 'static] HashSet<T, S>,
    [K: DictKey + Ord, T: FieldType] BTreeMap<K, T>,
    [K: DictKey + Hash, T: FieldType, S: BuildHasher + Clone + Default + Send + Sync + 'static] HashMap<K, T, S>,
}
