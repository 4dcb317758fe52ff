//! Lists, sets and maps of any field type.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use uuid::Uuid;

use crate::base::context::Context;
use crate::base::error::{Error, Path, Result};
use crate::describe::descriptor::{TypeDescriptor, TypeKind};
use crate::dynamic::contract::{Input, SeqInput, Value};
use crate::fields::field_type::{FieldType, expected, expected_objects};
use crate::fields::guard::{FieldGuard, GuardPlace, Mutable};
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

    fn set_context(&mut self, context: Option<&Context>) {
        for item in self.iter_mut() {
            item.set_context(context);
        }
    }

    fn display(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[")?;
        display_all(f, self)?;
        f.write_str("]")
    }
}

/// oslo's `Set`: an array on the wire, sorted.
///
/// By name it takes a set, `Value::Set`, and not a list; from an envelope it takes a list. Elements need an order:
/// floats have one as [`NonNegativeFloat`](crate::fields::NonNegativeFloat).
impl<T: FieldType + Ord> FieldType for BTreeSet<T> {
    type Ref<'a> = &'a BTreeSet<T>;
    const TYPE: &'static TypeDescriptor = &TypeDescriptor::new("Set", TypeKind::Set(T::TYPE));

    fn borrow_field(&self) -> &BTreeSet<T> {
        self
    }

    fn coerce(input: Input<'_>, cx: &mut ReadContext<'_>) -> Result<Self> {
        match input {
            Input::Set(items) => Ok(elements(items, cx)?.into_iter().collect()),
            Input::Seq(items) if cx.mode != Mode::Assign => Ok(elements(items, cx)?.into_iter().collect()),
            input => Err(no_container::<T>("set", &input)),
        }
    }

    fn write_primitive(&self, out: &mut PrimitiveWriter<'_>) -> Result<()> {
        out.seq(self, |out, item| item.write_primitive(out))
    }

    fn to_value(&self) -> Value {
        Value::Set(self.iter().map(T::to_value).collect())
    }

    fn check(&self) -> Result<()> {
        check_all(self)
    }

    fn display(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("set([")?;
        display_all(f, self)?;
        f.write_str("])")
    }
}

/// A key of a `Dict`, which is a text on the wire.
///
/// [`String`], the integers, [`bool`] and [`Uuid`] are keys; so is any type for which somebody says how it is read and
/// written. This is what oslo's `DictProxyField` is for: a field whose texts stand for something else.
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
pub trait DictKey: Clone + Ord + Send + Sync + 'static {
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

macro_rules! parsed_key {
    ($($key:ty = $what:literal),* $(,)?) => {$(
        impl DictKey for $key {
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
    i16 = "integer",
    i32 = "integer",
    i64 = "integer",
    u8 = "integer",
    u16 = "integer",
    u32 = "integer",
    u64 = "integer",
    bool = "boolean",
    Uuid = "UUID",
}

/// oslo's `Dict`: on the wire the keys are texts, in their order. It takes a map of what its values take.
impl<K: DictKey, T: FieldType> FieldType for BTreeMap<K, T> {
    type Ref<'a> = &'a BTreeMap<K, T>;
    const TYPE: &'static TypeDescriptor = &TypeDescriptor::new("Dict", TypeKind::Dict(T::TYPE));

    fn borrow_field(&self) -> &BTreeMap<K, T> {
        self
    }

    fn coerce(input: Input<'_>, cx: &mut ReadContext<'_>) -> Result<Self> {
        let Input::Map(entries) = input else {
            return Err(no_container::<T>("map", &input));
        };
        let mut map = BTreeMap::new();
        let mut text = String::new();
        while entries.next_key(cx, &mut text)? {
            let key = K::from_key(&text).map_err(|error| error.at_key(&text))?;
            if map.contains_key(&key) {
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
                map.insert(key, value);
            }
        }
        Ok(map)
    }

    fn write_primitive(&self, out: &mut PrimitiveWriter<'_>) -> Result<()> {
        out.map(self.iter().map(|(key, item)| (key.as_key(), item)), |out, item| item.write_primitive(out))
    }

    fn to_value(&self) -> Value {
        Value::Map(self.iter().map(|(key, value)| (key.as_key().into_owned(), value.to_value())).collect())
    }

    fn check(&self) -> Result<()> {
        self.iter().try_for_each(|(key, value)| value.check().map_err(|error| error.at_key(&key.as_key())))
    }

    fn check_object(&self, name: &str) -> Result<()> {
        let mut items = self.iter();
        items.try_for_each(|(key, item)| item.check_object(name).map_err(|error| error.at_key(&key.as_key())))
    }

    fn has_changes(&self) -> bool {
        self.values().any(T::has_changes)
    }

    fn reset_changes(&mut self) {
        self.values_mut().for_each(T::reset_changes);
    }

    fn set_context(&mut self, context: Option<&Context>) {
        for item in self.values_mut() {
            item.set_context(context);
        }
    }

    fn display(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("{")?;
        for (index, (key, value)) in self.iter().enumerate() {
            write!(f, "{}{}=", if index == 0 { "" } else { "," }, key.as_key())?;
            value.display(f)?;
        }
        f.write_str("}")
    }
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
    [K: DictKey, T: FieldType] BTreeMap<K, T>,
}
