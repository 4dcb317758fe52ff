//! Reading a value that is in memory, and what is done with any input.

use std::borrow::Cow;
use std::collections::HashSet;

use crate::base::error::{Error, Result};
use crate::base::shown;
use crate::dynamic::contract::{Input, MapInput, ReadInput, SeqInput, Value};
use crate::dynamic::value::dismantle;
use crate::primitive::read::ReadContext;
use crate::primitive::scalar::Scalar;
use crate::primitive::write::finite;
use crate::python::print;

impl<'a> From<Scalar<'a>> for Input<'a> {
    #[inline]
    fn from(value: Scalar<'a>) -> Self {
        match value {
            Scalar::Null => Self::Null,
            Scalar::Bool(truth) => Self::Bool(truth),
            Scalar::Int(number) => Self::Int(number),
            Scalar::Real(number) => Self::Float(number),
            Scalar::Text(text) => Self::Str(Cow::Borrowed(text)),
            Scalar::Moment(moment) => Self::DateTime(moment.and_utc().fixed_offset()),
        }
    }
}

impl Input<'_> {
    /// What a message calls this value: `"abc"`, `3`, `a list`.
    pub fn describe(&self) -> String {
        match self {
            Self::Null => "null".to_owned(),
            Self::Bool(truth) => truth.to_string(),
            Self::Int(number) => number.to_string(),
            Self::UInt(number) => number.to_string(),
            Self::Digits(number) => number.to_string(),
            Self::Float(number) => print::float(*number),
            Self::Str(text) => shown::quoted(text),
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

    /// What kind of value this is, without the value: for messages about what stands where an object should be. It may
    /// be one of the secrets that belong into it.
    pub(crate) fn kind(&self) -> Cow<'static, str> {
        match self {
            Self::Null => "null".into(),
            Self::Bool(_) => "a truth value".into(),
            Self::Int(_) | Self::UInt(_) | Self::Digits(_) | Self::Float(_) => "a number".into(),
            Self::Str(_) => "a text".into(),
            Self::DateTime(_) | Self::NaiveDateTime(_) => "a date-time".into(),
            Self::Ip(_) => "an address".into(),
            Self::Network(_) => "a network".into(),
            Self::Seq(_) | Self::Set(_) | Self::Map(_) | Self::Object(_) => self.describe().into(),
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
            Self::Digits(number) => Value::Digits(number),
            Self::Float(number) => {
                if cx.only_finite {
                    finite(number)?;
                }
                Value::Float(number)
            }
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
            Self::Object(_) if cx.only_plain => {
                return Err(Error::invalid(format!("expected JSON, got {}", self.kind())));
            }
            Self::Object(object) => Value::Object(object),
        })
    }
}

impl Input<'_> {
    /// The whole value, which is written as it is.
    ///
    /// # Errors
    /// As [`Input::into_value`]; also when a number is not finite, for which JSON has no form.
    pub(crate) fn into_json(self, cx: &mut ReadContext<'_>) -> Result<Value> {
        let before = std::mem::replace(&mut cx.only_finite, true);
        let value = self.into_value(cx);
        cx.only_finite = before;
        value
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
            return Err(Error::twice(key));
        }
        self.0.insert(key.to_owned());
        Ok(())
    }
}

/// Whether each key of a map in memory is there once.
///
/// # Errors
/// [`Error::DuplicateKey`] with the first that is not.
pub(crate) fn once<V>(entries: &[(String, V)]) -> Result<()> {
    let mut keys = HashSet::with_capacity(entries.len());
    match entries.iter().find(|(key, _)| !keys.insert(key.as_str())) {
        Some((key, _)) => Err(Error::twice(key)),
        None => Ok(()),
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
            Value::Digits(number) => read(Input::Digits(number), cx),
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
    fn next(&mut self, cx: &mut ReadContext<'_>, read: ReadInput<'_>) -> Result<bool> {
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

    fn value(&mut self, cx: &mut ReadContext<'_>, read: ReadInput<'_>) -> Result<()> {
        self.value.take().unwrap_or(Value::Null).read(cx, read)
    }
}

impl Drop for Entries {
    fn drop(&mut self) {
        dismantle(self.value.take().into_iter().chain(self.rest.by_ref().map(|(_, value)| value)));
    }
}
