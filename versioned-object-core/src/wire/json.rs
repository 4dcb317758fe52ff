//! Any JSON within the limits.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::base::error::{Error, Path, Result};
use crate::dynamic::contract::{Input, Value};
use crate::dynamic::serde_input::InputVisitor;
use crate::primitive::digits::Digits;
use crate::primitive::json_text::{JsonText, NEGATIVE_ZERO, SHORT, Taken, Unread, infinite};
use crate::primitive::limits::{Limits, Mode};
use crate::primitive::read::ReadContext;

impl Limits {
    /// Any JSON text within the limits, maps in their order. Of a key twice the last counts, as in Python.
    ///
    /// ```
    /// use versioned_object_core::Value;
    /// use versioned_object_core::wire::Limits;
    ///
    /// let request = Limits::DEFAULT.read_json(r#"{"size": 10, "host": null}"#)?;
    /// assert_eq!(request.get("size").and_then(Value::as_i64), Some(10));
    /// let small = Limits { size: 8, ..Limits::DEFAULT };
    /// assert_eq!(small.read_json("[1, 2, 3]").unwrap_err().to_string(), "more than 8 bytes of text");
    /// # Ok::<(), versioned_object_core::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::LimitExceeded`], and [`Error::Json`] when the text is not JSON.
    pub fn read_json(&self, text: &str) -> Result<Value> {
        self.read_by(text, json)
    }

    /// Any JSON text within the limits, maps in their order; a key twice is an error.
    pub(crate) fn read_value(&self, text: &str) -> Result<Value> {
        self.read_by(text, whole)
    }

    fn read_by(
        &self,
        text: &str,
        read: fn(Input<'_>, &mut ReadContext<'_>) -> Result<Value>,
    ) -> Result<Value> {
        if let Ok(value) = self.take(text, read) {
            return Ok(value);
        }
        let mut value = Value::Null;
        self.read_with(text, ReadContext::new(Mode::Plain), &mut |input, cx| {
            value = read(input, cx)?;
            Ok(())
        })?;
        Ok(value)
    }

    /// What `read` makes of a text within the limits, read by tokens.
    fn take<T>(
        &self,
        text: &str,
        read: impl FnOnce(Input<'_>, &mut ReadContext<'_>) -> Result<T>,
    ) -> Taken<T> {
        let mut cx = ReadContext::new(Mode::Plain);
        cx.limits = *self;
        let mut text = JsonText::new(self.bounded(text).map_err(|_| Unread)?);
        let value = text.value(&mut cx, read)?;
        if text.is_at_end() { Ok(value) } else { Err(Unread) }
    }

    /// The value in a text that has numbers which serde reads as others; none in any other.
    pub(crate) fn exact(&self, text: &str) -> Option<Value> {
        let is_other = |(_, token): (usize, &str)| {
            token.len() > SHORT || token == NEGATIVE_ZERO || infinite(token).is_some()
        };
        numbers(text).any(is_other).then(|| self.take(text, whole).ok())?
    }

    /// A text that is no longer than may be, behind the mark that some programs put before one in UTF-8.
    pub(crate) fn bounded<'t>(&self, text: &'t str) -> Result<&'t str> {
        if text.len() > self.size {
            return Err(Error::beyond(self.size, "bytes of text"));
        }
        Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
    }

    /// Gives what stands in a text to `read`.
    pub(crate) fn read_with(
        &self,
        text: &str,
        mut cx: ReadContext<'_>,
        read: &mut dyn FnMut(Input<'_>, &mut ReadContext<'_>) -> Result<()>,
    ) -> Result<()> {
        cx.limits = *self;
        let text = with_floats(self.bounded(text)?);
        let mut deserializer = serde_json::Deserializer::from_str(&text);
        let read =
            serde::Deserializer::deserialize_any(&mut deserializer, InputVisitor { cx: &mut cx, read });
        read.and_then(|()| deserializer.end()).map_err(|error| cx.unpark(&error))?;
        match text {
            Cow::Borrowed(_) => Ok(()),
            // Whoever reads by tokens has the numbers themselves.
            Cow::Owned(_) => {
                Err(Error::Json { path: Path::default(), message: "number out of range".into() })
            }
        }
    }
}

/// A text of the same length, with other numbers in the place of those that no float is near to. Those are right, and
/// `serde_json` would name the first of them instead of what is wrong.
fn with_floats(text: &str) -> Cow<'_, str> {
    let is_beyond = |token: &str| {
        Digits::of(token).is_some_and(|number| number.nearest().is_infinite()) || infinite(token).is_some()
    };
    let (mut other, mut from) = (String::new(), 0);
    for (start, token) in numbers(text).filter(|(_, token)| is_beyond(token)) {
        let zero = if token.starts_with('-') { "-0." } else { "0." };
        other.push_str(&text[from..start]);
        other.push_str(zero);
        other.extend(std::iter::repeat_n('0', token.len() - zero.len()));
        from = start + token.len();
    }
    if from == 0 {
        return Cow::Borrowed(text);
    }
    other.push_str(&text[from..]);
    Cow::Owned(other)
}

/// The numbers in a text of JSON, and where they stand.
fn numbers(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let begins = |byte: &u8| matches!(byte, b'"' | b'-' | b'0'..=b'9');
            let start = at + text.as_bytes().get(at..)?.iter().position(begins)?;
            let from = text.get(start..)?;
            let is_text = from.starts_with('"');
            let len = if is_text { text_len(from) } else { number_len(from) };
            at = start + len;
            if !is_text {
                return Some((start, &from[..len]));
            }
        }
    })
}

/// How long a text is, from quote to quote.
fn text_len(from: &str) -> usize {
    let mut is_escaped = false;
    let end = from[1..].find(|letter| {
        let ends = letter == '"' && !is_escaped;
        is_escaped = letter == '\\' && !is_escaped;
        ends
    });
    end.map_or(from.len(), |end| end + 2)
}

fn number_len(from: &str) -> usize {
    let is_part = |letter: char| letter.is_ascii_digit() || matches!(letter, '-' | '+' | '.' | 'e' | 'E');
    from.find(|letter| !is_part(letter)).unwrap_or(from.len())
}

/// A value; a key twice is an error.
fn whole(input: Input<'_>, cx: &mut ReadContext<'_>) -> Result<Value> {
    input.into_value(cx)
}

/// A value; of a key twice the last counts.
fn json(input: Input<'_>, cx: &mut ReadContext<'_>) -> Result<Value> {
    Ok(match input {
        Input::Seq(items) => {
            let mut list = Vec::new();
            loop {
                let more = items.next(cx, &mut |input, cx| {
                    list.push(json(input, cx)?);
                    Ok(())
                });
                if !more.map_err(|error| error.at_index(list.len()))? {
                    return Ok(Value::List(list));
                }
            }
        }
        Input::Map(entries) => {
            let (mut map, mut places, mut key) = (Vec::new(), HashMap::new(), String::new());
            while entries.next_key(cx, &mut key)? {
                let mut value = Value::Null;
                let read = entries.value(cx, &mut |input, cx| {
                    value = json(input, cx)?;
                    Ok(())
                });
                read.map_err(|error| error.at_key(&key))?;
                match places.get(&key) {
                    Some(place) => map[*place] = (std::mem::take(&mut key), value),
                    None => {
                        places.insert(key.clone(), map.len());
                        map.push((std::mem::take(&mut key), value));
                    }
                }
            }
            Value::Map(map)
        }
        scalar => scalar.into_json(cx)?,
    })
}
