//! Any JSON within the limits.

use crate::base::error::{Error, Result};
use crate::dynamic::contract::{Input, Value};
use crate::dynamic::serde_input::InputVisitor;
use crate::primitive::limits::{Limits, Mode};
use crate::primitive::read::ReadContext;

impl Limits {
    /// Any JSON text within the limits. Of a key twice the last counts, as in Python.
    ///
    /// # Errors
    /// [`Error::LimitExceeded`], and [`Error::Json`] when the text is not JSON.
    pub fn read_json(&self, text: &str) -> Result<serde_json::Value> {
        let mut value = serde_json::Value::Null;
        self.read_with(text, ReadContext::new(Mode::Plain), &mut |input, cx| {
            value = json(input, cx)?;
            Ok(())
        })?;
        Ok(value)
    }

    /// Any JSON text within the limits, maps in their order; a key twice is an error.
    pub(crate) fn read_value(&self, text: &str) -> Result<Value> {
        let mut value = Value::Null;
        self.read_with(text, ReadContext::new(Mode::Plain), &mut |input, cx| {
            value = input.into_value(cx)?;
            Ok(())
        })?;
        Ok(value)
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
        let mut deserializer = serde_json::Deserializer::from_str(self.bounded(text)?);
        let read =
            serde::Deserializer::deserialize_any(&mut deserializer, InputVisitor { cx: &mut cx, read });
        read.and_then(|()| deserializer.end()).map_err(|error| cx.unpark(&error))
    }
}

fn json(input: Input<'_>, cx: &mut ReadContext<'_>) -> Result<serde_json::Value> {
    Ok(match input {
        Input::Seq(items) => {
            let mut list = Vec::new();
            loop {
                let more = items.next(cx, &mut |input, cx| {
                    list.push(json(input, cx)?);
                    Ok(())
                });
                if !more.map_err(|error| error.at_index(list.len()))? {
                    return Ok(list.into());
                }
            }
        }
        Input::Map(entries) => {
            let (mut map, mut key) = (serde_json::Map::new(), String::new());
            while entries.next_key(cx, &mut key)? {
                let mut value = serde_json::Value::Null;
                let read = entries.value(cx, &mut |input, cx| {
                    value = json(input, cx)?;
                    Ok(())
                });
                read.map_err(|error| error.at_key(&key))?;
                map.insert(std::mem::take(&mut key), value);
            }
            map.into()
        }
        scalar => scalar.into_value(cx)?.try_into()?,
    })
}
