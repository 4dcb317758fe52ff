//! How much is read from outside.

use crate::error::{Error, Result};
use crate::fields::{Input, InputVisitor, Mode, ReadContext};
use crate::value::Value;

/// How much a [`Reader`](super::Reader) takes, so that nobody can have all memory or all time with one message.
///
/// The defaults are far above any real object. What goes beyond a limit is an
/// [`Error::LimitExceeded`](crate::Error::LimitExceeded) with the path reading had come to.
///
/// ```
/// use versioned_object_core::prelude::*;
/// use versioned_object_core::wire::{Limits, Reader};
///
/// #[derive(Clone, VersionedObject)]
/// #[versioned_object(version = "1.0")]
/// struct Grid {
///     rows: Attr<Vec<Vec<i64>>>,
///     meta: ObjectMeta,
/// }
///
/// let small = Reader::new().limits(Limits { elements: 5, ..Limits::default() });
/// assert!(small.read_plain::<Grid>(r#"{"rows": [[1], [2]]}"#).is_ok());
/// let error = small.read_plain::<Grid>(r#"{"rows": [[1], [2, 3]]}"#).err().unwrap();
/// assert_eq!(error.to_string(), "Grid.rows[1][1]: more than 5 elements");
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How many lists and maps may stand in one another. An object in an object takes two, in a list object three.
    ///
    /// 100 unless said otherwise; `serde_json` reads no text that is deeper than 127.
    pub depth: usize,
    /// How many bytes a text may have. 128 MiB unless said otherwise.
    pub size: usize,
    /// How many elements of lists and entries of maps there may be, all together.
    ///
    /// 4,194,304 unless said otherwise: those of a hundred thousand backups.
    pub elements: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self::DEFAULT
    }
}

impl Limits {
    /// The limits of a reader that is told no others.
    pub const DEFAULT: Self = Self { depth: 100, size: 128 << 20, elements: 1 << 22 };

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

    /// Gives what stands in a text to `read`.
    pub(super) fn read_with(
        &self,
        text: &str,
        mut cx: ReadContext<'_>,
        read: &mut dyn FnMut(Input<'_>, &mut ReadContext<'_>) -> Result<()>,
    ) -> Result<()> {
        if text.len() > self.size {
            return Err(Error::beyond(self.size, "bytes of text"));
        }
        cx.limits = *self;
        let mut deserializer = serde_json::Deserializer::from_str(text);
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
