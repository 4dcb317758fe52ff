//! JSON, written piece by piece.

use std::mem;

use chrono::{DateTime, Datelike as _, FixedOffset, NaiveDateTime};

use crate::base::error::{Error, Result};
use crate::primitive::limits::Limits;
use crate::primitive::options::{Role, WriteOptions};
use crate::primitive::special;
use crate::python::{moment, print};

/// Writes values as they stand in an envelope: what [`FieldType::write_primitive`](crate::fields::FieldType::write_primitive)
/// is given. A value is written by one call, or by those of the types in it.
///
/// ```
/// use versioned_object_core::{PrimitiveWriter, Result};
///
/// /// A range as a map: `{"from":1,"steps":[2,3]}`.
/// fn write_range(from: i64, steps: &[u64], out: &mut PrimitiveWriter<'_>) -> Result<()> {
///     out.map([("from", None), ("steps", Some(steps))], |out, steps| match steps {
///         Some(steps) => out.seq(steps, |out, step| Ok(out.uint(*step))),
///         None => Ok(out.int(from)),
///     })
/// }
/// # let _ = write_range;
/// ```
pub struct PrimitiveWriter<'o> {
    pub(crate) text: String,
    pub(crate) options: &'o WriteOptions,
    pub(crate) role: Role,
    /// In how many lists and maps it is.
    pub(crate) depth: usize,
}

/// A writer of the text of another, where its type may not be known: what a converter gives goes there without a cell around
/// it. No option is about plain values.
pub(crate) struct PlainText(pub(crate) PrimitiveWriter<'static>);

static NO_OPTIONS: WriteOptions = WriteOptions {
    target: None,
    manifest: None,
    caps: None,
    plain: false,
    without_changes: false,
    redacted: false,
    depth: None,
};

impl<'o> PrimitiveWriter<'o> {
    pub(crate) fn new(options: &'o WriteOptions) -> Self {
        Self::with_room(options, 1024)
    }

    /// One that has room for so many bytes.
    pub(crate) fn with_room(options: &'o WriteOptions, room: usize) -> Self {
        Self { text: String::with_capacity(room), options, role: Role::Top, depth: 0 }
    }

    pub(crate) fn into_text(self) -> String {
        self.text
    }

    /// Has a plain value written by what does not know this writer.
    pub(crate) fn lend<R>(&mut self, write: impl FnOnce(&mut PlainText) -> R) -> R {
        let text = mem::take(&mut self.text);
        let mut plain = PlainText(PrimitiveWriter { text, options: &NO_OPTIONS, role: Role::Top, depth: 0 });
        let done = write(&mut plain);
        self.text = plain.0.text;
        done
    }

    /// Null.
    pub fn null(&mut self) {
        self.raw("null");
    }

    /// A truth value.
    pub fn bool(&mut self, truth: bool) {
        self.raw(if truth { "true" } else { "false" });
    }

    /// A number without fraction.
    pub fn int(&mut self, number: i64) {
        self.raw(itoa::Buffer::new().format(number));
    }

    /// A number without fraction, beyond `i64`.
    pub fn uint(&mut self, number: u64) {
        self.raw(itoa::Buffer::new().format(number));
    }

    /// A number with a fraction.
    ///
    /// # Errors
    /// When it is not finite: JSON has no form for it.
    pub fn float(&mut self, number: f64) -> Result<()> {
        finite(number)?;
        self.json(&number);
        Ok(())
    }

    /// A text.
    pub fn str(&mut self, text: &str) {
        if special::any(text.as_bytes()) {
            self.json(text);
        } else {
            self.plain_str(text);
        }
    }

    /// A text that needs no escapes: digits, letters and punctuation but `"` and `\`.
    #[inline]
    pub(crate) fn plain_str(&mut self, text: &str) {
        self.text.push('"');
        self.text.push_str(text);
        self.text.push('"');
    }

    /// An array: `write` writes each item.
    ///
    /// # Errors
    /// What `write` returns, with the index of the item before it, and [`Error::LimitExceeded`] below more levels of
    /// nesting than are written.
    pub fn seq<T>(
        &mut self,
        items: impl IntoIterator<Item = T>,
        mut write: impl FnMut(&mut Self, T) -> Result<()>,
    ) -> Result<()> {
        self.open("[")?;
        let items = items.into_iter();
        let (start, more) = (self.text.len(), items.size_hint().0.saturating_sub(1));
        for (index, item) in items.enumerate() {
            if index > 0 {
                self.raw(",");
            }
            write(self, item).map_err(|error| error.at_index(index))?;
            if index == 0 && more > 0 {
                // The others are about as long, and something ends what they are in.
                let room = more.saturating_mul(self.text.len() - start + 1).saturating_add(64);
                self.text.reserve(room.min(MOST_AHEAD));
            }
        }
        self.close("]");
        Ok(())
    }

    /// A map: `write` writes each value.
    ///
    /// # Errors
    /// What `write` returns, with the key before it, and [`Error::LimitExceeded`] below more levels of nesting than are
    /// written.
    pub fn map<K: AsRef<str>, T>(
        &mut self,
        entries: impl IntoIterator<Item = (K, T)>,
        mut write: impl FnMut(&mut Self, T) -> Result<()>,
    ) -> Result<()> {
        self.open("{")?;
        for (index, (key, value)) in entries.into_iter().enumerate() {
            if index > 0 {
                self.raw(",");
            }
            self.str(key.as_ref());
            self.raw(":");
            write(self, value).map_err(|error| error.at_key(key.as_ref()))?;
        }
        self.close("}");
        Ok(())
    }

    /// Begins a list or a map, which is one level deeper than where it stands.
    #[inline]
    pub(crate) fn open(&mut self, text: &str) -> Result<()> {
        let most = self.options.depth.unwrap_or(Limits::DEFAULT.depth);
        if self.depth >= most {
            return Err(Error::beyond(most, "levels of nesting"));
        }
        self.depth += 1;
        self.raw(text);
        Ok(())
    }

    /// Ends it.
    #[inline]
    pub(crate) fn close(&mut self, text: &str) {
        self.depth -= 1;
        self.raw(text);
    }

    /// JSON as `serde_json` has it.
    pub(crate) fn tree(&mut self, json: &serde_json::Value) -> Result<()> {
        match json {
            serde_json::Value::Null => self.null(),
            serde_json::Value::Bool(truth) => self.bool(*truth),
            serde_json::Value::Number(number) => match (number.as_i64(), number.as_u64()) {
                (Some(number), _) => self.int(number),
                (_, Some(number)) => self.uint(number),
                _ => self.json(number),
            },
            serde_json::Value::String(text) => self.str(text),
            serde_json::Value::Array(items) => self.seq(items, Self::tree)?,
            serde_json::Value::Object(entries) => self.map(entries, Self::tree)?,
        }
        Ok(())
    }

    pub(crate) fn raw(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// The name of a field, which has no characters that JSON escapes.
    #[inline]
    pub(crate) fn key(&mut self, name: &str, is_first: bool) {
        self.text.reserve(name.len() + 4);
        self.text.push_str(if is_first { "" } else { "," });
        self.text.push('"');
        self.text.push_str(name);
        self.text.push_str("\":");
    }

    /// Pieces of JSON. Names have no characters that JSON escapes.
    pub(crate) fn all<const N: usize>(&mut self, pieces: [&str; N]) {
        for piece in pieces {
            self.raw(piece);
        }
    }

    pub(crate) fn json<T: serde::Serialize + ?Sized>(&mut self, value: &T) {
        let written = serde_json::to_string(value);
        debug_assert!(written.is_ok(), "plain values serialize");
        self.raw(&written.unwrap_or_default());
    }
}

/// How many bytes are asked for at most before they are written.
const MOST_AHEAD: usize = 1 << 20;

/// Whether JSON has a form for a number.
///
/// # Errors
/// When it is not finite.
pub(crate) fn finite(number: f64) -> Result<()> {
    if number.is_finite() {
        return Ok(());
    }
    Err(Error::invalid(format!("expected finite number, got {}", print::float(number))))
}

/// Whether peers read a moment: one of a year from 1 to 9999, and of no leap second.
///
/// # Errors
/// When they do not.
#[inline]
pub(crate) fn dated(local: &NaiveDateTime) -> Result<()> {
    if moment::has_year(local) && !moment::is_leap(local) { Ok(()) } else { Err(undated(local)) }
}

#[cold]
fn undated(local: &NaiveDateTime) -> Error {
    Error::invalid(if moment::has_year(local) {
        format!("expected a second from 0 to 59, got the leap second {local}")
    } else {
        format!("expected a year from 1 to 9999, got {}", local.year())
    })
}

/// Whether peers read a moment with an offset, which is of whole minutes then.
///
/// # Errors
/// When they do not.
pub(crate) fn zoned(moment: &DateTime<FixedOffset>) -> Result<()> {
    if !moment::is_of_minutes(moment) {
        let offset = moment.offset();
        return Err(Error::invalid(format!("expected an offset of whole minutes, got {offset}")));
    }
    dated(&moment::local(moment))
}
