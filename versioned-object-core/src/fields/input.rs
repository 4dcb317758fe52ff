//! What a field type reads from: any JSON, streamed, or a [`Value`].

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;
use std::net::IpAddr;

use chrono::{DateTime, FixedOffset, NaiveDateTime};
use ipnet::IpNet;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use crate::cell::Cell;
use crate::context::Context;
use crate::descriptor::FieldDescriptor;
use crate::error::{Error, Result};
use crate::object::DynObject;
use crate::python;
use crate::value::{Value, dismantle};
use crate::wire::Limits;

/// What to do with a field that the object does not have: data of a newer release, or a typing mistake.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum UnknownFields {
    /// Leave it out, as oslo does.
    #[default]
    Ignore,
    /// Keep it with the object, and write it back.
    Keep,
    /// Refuse the object.
    Reject,
}

/// Where the data comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Rust code that sets a field by name.
    Assign,
    /// An envelope: nested objects are envelopes.
    Envelope,
    /// The fields alone: nested objects are maps of their fields.
    Plain,
}

/// What reading depends on besides the data.
pub struct ReadContext<'r> {
    pub(crate) mode: Mode,
    pub(crate) unknown: UnknownFields,
    pub(crate) context: Option<Context>,
    pub(crate) registry: Option<&'r crate::registry::Registry>,
    /// Where errors in fields are collected, instead of ending the reading at the first.
    pub(crate) collected: Option<Vec<Error>>,
    pub(crate) limits: Limits,
    /// How many lists and maps are open here.
    depth: usize,
    /// How many elements of lists and entries of maps were read.
    elements: usize,
    parked: Option<Error>,
}

/// How many errors are collected at most.
const MOST_ERRORS: usize = 1_000;

impl ReadContext<'_> {
    pub(crate) fn new(mode: Mode) -> Self {
        let limits = match mode {
            // One context reads many values of Rust code, one after the other.
            Mode::Assign => Limits { elements: usize::MAX, ..Limits::default() },
            Mode::Envelope | Mode::Plain => Limits::default(),
        };
        Self {
            mode,
            unknown: UnknownFields::Ignore,
            context: None,
            registry: None,
            collected: None,
            limits,
            depth: 0,
            elements: 0,
            parked: None,
        }
    }

    /// Reads what is in a list or a map, which is one level deeper than where that stands.
    pub(crate) fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        if self.depth >= self.limits.depth {
            return Err(Error::beyond(self.limits.depth, "levels of nesting"));
        }
        self.depth += 1;
        let result = read(self);
        self.depth -= 1;
        result
    }

    /// Counts an element of a list, or an entry of a map.
    fn count(&mut self) -> Result<()> {
        self.elements += 1;
        if self.elements > self.limits.elements {
            return Err(Error::beyond(self.limits.elements, "elements"));
        }
        Ok(())
    }

    /// How many elements were counted so far.
    pub(crate) fn counted(&self) -> usize {
        self.elements
    }

    /// Forgets elements that were counted: they are about to be read once more.
    pub(crate) fn uncount(&mut self, elements: usize) {
        self.elements = self.elements.saturating_sub(elements);
    }

    /// Goes on after an error where errors are collected; ends with it elsewhere, and where it goes too far.
    pub(crate) fn note(&mut self, result: Result<()>) -> Result<()> {
        match (result, &mut self.collected) {
            (Err(error @ Error::LimitExceeded { .. }), _) => Err(error),
            (Err(error), Some(collected)) if collected.len() < MOST_ERRORS => {
                collected.push(error);
                Ok(())
            }
            (result, _) => result,
        }
    }

    /// Does what `read` does, and puts `at` before the path of its error and of the errors it collected.
    pub(crate) fn within<T>(
        &mut self,
        at: impl Fn(Error) -> Error,
        read: impl FnOnce(&mut Self) -> Result<T>,
    ) -> Result<T> {
        let before = self.collected.as_ref().map_or(0, Vec::len);
        let result = read(self);
        if let Some(collected) = &mut self.collected {
            for error in collected.iter_mut().skip(before) {
                *error = at(error.clone());
            }
        }
        result.map_err(at)
    }

    /// Keeps our error while serde carries an empty one of its own.
    pub(crate) fn park<E: serde::de::Error>(&mut self, error: Error) -> E {
        self.parked = Some(error);
        E::custom("see the parked error")
    }

    /// Our error behind one of serde's, or serde's own: a syntax error.
    pub(crate) fn unpark<E: fmt::Display>(&mut self, error: &E) -> Error {
        self.parked.take().unwrap_or_else(|| Error::Json {
            path: crate::error::Path::default(),
            message: error.to_string(),
        })
    }
}

/// A value to be read: plain JSON as it streams by, or what Rust code set.
#[non_exhaustive]
pub enum Input<'a> {
    /// Null.
    Null,
    /// A truth value.
    Bool(bool),
    /// A number without fraction.
    Int(i64),
    /// A number without fraction, beyond `i64`.
    UInt(u64),
    /// A number with a fraction.
    Float(f64),
    /// A text.
    Str(Cow<'a, str>),
    /// A moment with its offset.
    DateTime(DateTime<FixedOffset>),
    /// A moment without an offset.
    NaiveDateTime(NaiveDateTime),
    /// An address that Rust code gave.
    Ip(IpAddr),
    /// A network that Rust code gave.
    Network(IpNet),
    /// An array, element by element.
    Seq(&'a mut dyn SeqInput),
    /// A set that Rust code gave.
    Set(&'a mut dyn SeqInput),
    /// A map, entry by entry.
    Map(&'a mut dyn MapInput),
    /// An object that Rust code gave.
    Object(Box<dyn DynObject>),
}

/// The elements of an array, one after the other.
pub trait SeqInput {
    /// Gives the next element to `read`; false when there is none.
    ///
    /// # Errors
    /// What `read` returns, or a syntax error.
    fn next(&mut self, cx: &mut ReadContext<'_>, read: Reader<'_>) -> Result<bool>;
}

/// What the wire does with every map, compiled for each kind of them: reading the fields of an object.
#[doc(hidden)]
pub trait ReadFields {
    /// Reads the fields of an object, which has none set yet.
    ///
    /// # Errors
    /// What a field does not take, or a syntax error.
    fn read_fields(&mut self, object: &mut dyn DynObject, cx: &mut ReadContext<'_>) -> Result<()>;
}

/// The entries of a map, one after the other: first the key, then its value.
pub trait MapInput: ReadFields {
    /// Gives the next key to `read`; false when there is none.
    ///
    /// # Errors
    /// A syntax error.
    fn key(&mut self, cx: &mut ReadContext<'_>, read: &mut dyn FnMut(&str)) -> Result<bool>;

    /// Whether the next key is the expected one; another is given to `read`. None when there is no key.
    #[doc(hidden)]
    fn key_is(
        &mut self,
        cx: &mut ReadContext<'_>,
        expected: &str,
        read: &mut dyn FnMut(&str),
    ) -> Result<Option<bool>> {
        let mut is_expected = false;
        let more = self.key(cx, &mut |key| {
            is_expected = key == expected;
            if !is_expected {
                read(key);
            }
        })?;
        Ok(more.then_some(is_expected))
    }

    /// Puts the next key into `key`; false when there is none.
    ///
    /// # Errors
    /// A syntax error.
    fn next_key(&mut self, cx: &mut ReadContext<'_>, key: &mut String) -> Result<bool> {
        self.key(cx, &mut |found| found.clone_into(key))
    }

    /// The value of the last key, where it is in memory.
    #[doc(hidden)]
    fn take_value(&mut self) -> Option<Value> {
        None
    }

    /// Gives the value of the last key to `read`.
    ///
    /// # Errors
    /// What `read` returns, or a syntax error.
    fn value(&mut self, cx: &mut ReadContext<'_>, read: Reader<'_>) -> Result<()>;

    /// Reads the value of the last key into a cell.
    #[doc(hidden)]
    fn load(&mut self, cx: &mut ReadContext<'_>, cell: &mut dyn Cell, field: &FieldDescriptor) -> Result<()> {
        self.value(cx, &mut |input, cx| cell.load(field, input, cx))
    }
}

/// What is done with a value.
pub(crate) type Reader<'f> = &'f mut dyn FnMut(Input<'_>, &mut ReadContext<'_>) -> Result<()>;

impl Input<'_> {
    /// What a message calls this value: `"abc"`, `3`, `a list`.
    pub fn describe(&self) -> String {
        match self {
            Self::Null => "null".to_owned(),
            Self::Bool(truth) => truth.to_string(),
            Self::Int(number) => number.to_string(),
            Self::UInt(number) => number.to_string(),
            Self::Float(number) => python::float(*number),
            Self::Str(text) => python::short_quote(text),
            Self::DateTime(moment) => moment.to_rfc3339(),
            Self::NaiveDateTime(moment) => moment.to_string(),
            Self::Ip(address) => address.to_string(),
            Self::Network(network) => network.to_string(),
            Self::Seq(_) => "a list".to_owned(),
            Self::Set(_) => "a set".to_owned(),
            Self::Map(_) => "a map".to_owned(),
            Self::Object(object) => format!("an object {}", object.obj_name()),
        }
    }

    /// The whole value, in memory.
    ///
    /// # Errors
    /// A syntax error, or the same key twice in a map.
    pub fn into_value(self, cx: &mut ReadContext<'_>) -> Result<Value> {
        Ok(match self {
            Self::Null => Value::Null,
            Self::Bool(truth) => Value::Bool(truth),
            Self::Int(number) => Value::Int(number),
            Self::UInt(number) => Value::UInt(number),
            Self::Float(number) => Value::Float(number),
            Self::Str(text) => Value::String(text.into_owned()),
            Self::DateTime(moment) => Value::DateTime(moment),
            Self::NaiveDateTime(moment) => Value::NaiveDateTime(moment),
            Self::Ip(address) => Value::Ip(address),
            Self::Network(network) => Value::Network(network),
            Self::Seq(items) => Value::List(collect(items, cx)?),
            Self::Set(items) => Value::Set(collect(items, cx)?),
            Self::Map(entries) => {
                let mut map: Vec<(String, Value)> = Vec::new();
                let (mut key, mut keys) = (String::new(), Keys::default());
                while entries.next_key(cx, &mut key)? {
                    keys.add(&key)?;
                    let mut value = Value::Null;
                    entries
                        .value(cx, &mut |input, cx| {
                            value = input.into_value(cx)?;
                            Ok(())
                        })
                        .map_err(|error| error.at_key(&key))?;
                    map.push((std::mem::take(&mut key), value));
                }
                Value::Map(map)
            }
            Self::Object(object) => Value::Object(object),
        })
    }
}

/// Passes over a value.
pub(crate) fn skip(input: Input<'_>, cx: &mut ReadContext<'_>) -> Result<()> {
    match input {
        Input::Seq(items) | Input::Set(items) => {
            let mut index = 0;
            while items.next(cx, &mut skip).map_err(|error| error.at_index(index))? {
                index += 1;
            }
            Ok(())
        }
        Input::Map(entries) => {
            let (mut key, mut keys) = (String::new(), Keys::default());
            while entries.next_key(cx, &mut key)? {
                keys.add(&key)?;
                entries.value(cx, &mut skip).map_err(|error| error.at_key(&key))?;
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

/// The keys of a map so far.
#[derive(Default)]
pub(crate) struct Keys(HashSet<String>);

impl Keys {
    /// Takes in a key; one that was there is an error.
    pub(crate) fn add(&mut self, key: &str) -> Result<()> {
        if self.0.contains(key) {
            return Err(Error::DuplicateKey { path: crate::error::Path::default(), key: key.to_owned() });
        }
        self.0.insert(key.to_owned());
        Ok(())
    }
}

fn collect(items: &mut dyn SeqInput, cx: &mut ReadContext<'_>) -> Result<Vec<Value>> {
    let mut list = Vec::new();
    loop {
        let more = items.next(cx, &mut |input, cx| {
            list.push(input.into_value(cx)?);
            Ok(())
        });
        if !more.map_err(|error| error.at_index(list.len()))? {
            return Ok(list);
        }
    }
}

impl Value {
    /// Reads this value as `read` does.
    pub(crate) fn read<R>(
        self,
        cx: &mut ReadContext<'_>,
        read: impl FnOnce(Input<'_>, &mut ReadContext<'_>) -> Result<R>,
    ) -> Result<R> {
        match self {
            Value::Null => read(Input::Null, cx),
            Value::Bool(truth) => read(Input::Bool(truth), cx),
            Value::Int(number) => read(Input::Int(number), cx),
            Value::UInt(number) => read(Input::UInt(number), cx),
            Value::Float(number) => read(Input::Float(number), cx),
            Value::String(text) => read(Input::Str(Cow::Owned(text)), cx),
            Value::DateTime(moment) => read(Input::DateTime(moment), cx),
            Value::NaiveDateTime(moment) => read(Input::NaiveDateTime(moment), cx),
            Value::Ip(address) => read(Input::Ip(address), cx),
            Value::Network(network) => read(Input::Network(network), cx),
            Value::List(items) => {
                let mut items = Items(items.into_iter());
                cx.deeper(|cx| read(Input::Seq(&mut items), cx))
            }
            Value::Set(items) => {
                let mut items = Items(items.into_iter());
                cx.deeper(|cx| read(Input::Set(&mut items), cx))
            }
            Value::Map(entries) => {
                let mut entries = Entries { rest: entries.into_iter(), value: None };
                cx.deeper(|cx| read(Input::Map(&mut entries), cx))
            }
            Value::Object(object) => read(Input::Object(object), cx),
        }
    }
}

/// The elements of a list in memory. Those that nobody reads may be too deep to be dropped as others are.
struct Items(std::vec::IntoIter<Value>);

impl SeqInput for Items {
    fn next(&mut self, cx: &mut ReadContext<'_>, read: Reader<'_>) -> Result<bool> {
        let Some(value) = self.0.next() else {
            return Ok(false);
        };
        match cx.count() {
            Ok(()) => value.read(cx, read).map(|()| true),
            Err(error) => {
                dismantle([value]);
                Err(error)
            }
        }
    }
}

impl Drop for Items {
    fn drop(&mut self) {
        dismantle(self.0.by_ref());
    }
}

/// The entries of a map in memory, likewise.
struct Entries {
    rest: std::vec::IntoIter<(String, Value)>,
    value: Option<Value>,
}

impl MapInput for Entries {
    fn key(&mut self, cx: &mut ReadContext<'_>, read: &mut dyn FnMut(&str)) -> Result<bool> {
        let Some((name, value)) = self.rest.next() else {
            return Ok(false);
        };
        self.value = Some(value);
        cx.count()?;
        read(&name);
        Ok(true)
    }

    fn take_value(&mut self) -> Option<Value> {
        self.value.take()
    }

    fn value(&mut self, cx: &mut ReadContext<'_>, read: Reader<'_>) -> Result<()> {
        self.value.take().unwrap_or(Value::Null).read(cx, read)
    }
}

impl Drop for Entries {
    fn drop(&mut self) {
        dismantle(self.value.take().into_iter().chain(self.rest.by_ref().map(|(_, value)| value)));
    }
}

/// Gives whatever the deserializer finds to `read`.
pub(crate) struct InputVisitor<'x, 'r, F: ?Sized> {
    pub(crate) cx: &'x mut ReadContext<'r>,
    pub(crate) read: &'x mut F,
}

impl<'de, F> DeserializeSeed<'de> for InputVisitor<'_, '_, F>
where
    F: FnMut(Input<'_>, &mut ReadContext<'_>) -> Result<()> + ?Sized,
{
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<F> InputVisitor<'_, '_, F>
where
    F: FnMut(Input<'_>, &mut ReadContext<'_>) -> Result<()> + ?Sized,
{
    fn give<E: serde::de::Error>(self, input: Input<'_>) -> Result<(), E> {
        (self.read)(input, self.cx).map_err(|error| self.cx.park(error))
    }

    fn give_deeper<E: serde::de::Error>(
        self,
        give: impl FnOnce(&mut ReadContext<'_>, &mut F) -> Result<()>,
    ) -> Result<(), E> {
        let Self { cx, read } = self;
        cx.deeper(|cx| give(cx, read)).map_err(|error| cx.park(error))
    }
}

impl<'de, F> Visitor<'de> for InputVisitor<'_, '_, F>
where
    F: FnMut(Input<'_>, &mut ReadContext<'_>) -> Result<()> + ?Sized,
{
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<(), E> {
        self.give(Input::Null)
    }

    fn visit_none<E: serde::de::Error>(self) -> Result<(), E> {
        self.give(Input::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_bool<E: serde::de::Error>(self, value: bool) -> Result<(), E> {
        self.give(Input::Bool(value))
    }

    fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<(), E> {
        self.give(Input::Int(value))
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<(), E> {
        self.give(i64::try_from(value).map_or(Input::UInt(value), Input::Int))
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<(), E> {
        self.give(Input::Float(value))
    }

    fn visit_str<E: serde::de::Error>(self, value: &str) -> Result<(), E> {
        self.give(Input::Str(Cow::Borrowed(value)))
    }

    fn visit_string<E: serde::de::Error>(self, value: String) -> Result<(), E> {
        self.give(Input::Str(Cow::Owned(value)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, access: A) -> Result<(), A::Error> {
        self.give_deeper(|cx, read| read(Input::Seq(&mut SerdeSeq(access)), cx))
    }

    fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<(), A::Error> {
        self.give_deeper(|cx, read| read(Input::Map(&mut SerdeMap(access)), cx))
    }
}

/// serde's arrays as ours.
struct SerdeSeq<A>(A);

impl<'de, A: SeqAccess<'de>> SeqInput for SerdeSeq<A> {
    fn next(&mut self, cx: &mut ReadContext<'_>, read: Reader<'_>) -> Result<bool> {
        let mut read = |input: Input<'_>, cx: &mut ReadContext<'_>| {
            cx.count()?;
            read(input, cx)
        };
        match self.0.next_element_seed(InputVisitor { cx: &mut *cx, read: &mut read }) {
            Ok(element) => Ok(element.is_some()),
            Err(error) => Err(cx.unpark(&error)),
        }
    }
}

/// serde's maps as ours.
pub(crate) struct SerdeMap<A>(pub(crate) A);

impl<'de, A: MapAccess<'de>> MapInput for SerdeMap<A> {
    fn key(&mut self, cx: &mut ReadContext<'_>, read: &mut dyn FnMut(&str)) -> Result<bool> {
        match self.0.next_key_seed(KeySeed(|key: &str| read(key))) {
            Ok(None) => Ok(false),
            Ok(Some(())) => cx.count().map(|()| true),
            Err(error) => Err(cx.unpark(&error)),
        }
    }

    fn key_is(
        &mut self,
        cx: &mut ReadContext<'_>,
        expected: &str,
        read: &mut dyn FnMut(&str),
    ) -> Result<Option<bool>> {
        let look = |key: &str| {
            let is_expected = key == expected;
            if !is_expected {
                read(key);
            }
            is_expected
        };
        match self.0.next_key_seed(KeySeed(look)) {
            Ok(None) => Ok(None),
            Ok(found) => cx.count().map(|()| found),
            Err(error) => Err(cx.unpark(&error)),
        }
    }

    fn value(&mut self, cx: &mut ReadContext<'_>, read: Reader<'_>) -> Result<()> {
        self.0.next_value_seed(InputVisitor { cx: &mut *cx, read }).map_err(|error| cx.unpark(&error))
    }

    fn load(&mut self, cx: &mut ReadContext<'_>, cell: &mut dyn Cell, field: &FieldDescriptor) -> Result<()> {
        let read = &mut |input: Input<'_>, cx: &mut ReadContext<'_>| cell.load(field, input, cx);
        self.0.next_value_seed(InputVisitor { cx: &mut *cx, read }).map_err(|error| {
            // Without an error of ours, the text stops being JSON where the value should be.
            let syntax = cx.parked.is_none();
            let error = cx.unpark(&error);
            if syntax { error.at(field.name) } else { error }
        })
    }
}

/// Gives a key to a function while it stands in the text.
struct KeySeed<F>(F);

impl<'de, R, F: FnOnce(&str) -> R> DeserializeSeed<'de> for KeySeed<F> {
    type Value = R;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<R, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<R, F: FnOnce(&str) -> R> Visitor<'_> for KeySeed<F> {
    type Value = R;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key that is a text")
    }

    fn visit_str<E: serde::de::Error>(self, value: &str) -> Result<R, E> {
        Ok((self.0)(value))
    }

    fn visit_bytes<E: serde::de::Error>(self, value: &[u8]) -> Result<R, E> {
        match std::str::from_utf8(value) {
            Ok(value) => self.visit_str(value),
            Err(error) => Err(E::custom(error)),
        }
    }
}
