//! What serde reads as an input.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use crate::base::error::Result;
use crate::describe::descriptor::FieldDescriptor;
use crate::dynamic::contract::{Cell, Input, MapInput, ReadInput, SeqInput, Value};
use crate::primitive::read::ReadContext;

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

    fn visit_i128<E: serde::de::Error>(self, value: i128) -> Result<(), E> {
        let Self { cx, read } = self;
        Value::from(value).read(cx, read).map_err(|error| cx.park(error))
    }

    fn visit_u128<E: serde::de::Error>(self, value: u128) -> Result<(), E> {
        let Self { cx, read } = self;
        Value::from(value).read(cx, read).map_err(|error| cx.park(error))
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
    fn next(&mut self, cx: &mut ReadContext<'_>, read: ReadInput<'_>) -> Result<bool> {
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

    fn value(&mut self, cx: &mut ReadContext<'_>, read: ReadInput<'_>) -> Result<()> {
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
