//! How much is read of what comes from outside.

use crate::error::{Error, Path, Result};

/// How much a [`Reader`](super::Reader) reads: beyond, reading ends with [`Error::LimitExceeded`].
///
/// Python has no such limits. The defaults are far above any real object: 100 levels of nested lists and maps, 64 MiB of
/// text, and four million values, which is more than 64 MiB of envelopes have. They hold wherever text becomes objects or
/// a [`Value`](crate::Value); through another deserializer the size is not known, and the other two hold.
///
/// ```
/// use versioned_object_core::prelude::*;
/// use versioned_object_core::wire::{Limits, Reader};
///
/// #[derive(Clone, VersionedObject)]
/// #[versioned_object(version = "1.0")]
/// struct Lamp {
///     colours: Attr<Vec<String>>,
///     meta: ObjectMeta,
/// }
///
/// let reader = Reader::new().limits(Limits::default().max_values(5));
/// let error = reader.read_plain::<Lamp>(r#"{"colours": ["red", "green", "blue", "white"]}"#).unwrap_err();
/// assert_eq!(error.to_string(), "Lamp.colours[3]: more than 5 values");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub struct Limits {
    depth: usize,
    size: usize,
    values: usize,
}

impl Limits {
    /// No limits but that of the JSON parser, which goes no deeper than 127 levels.
    pub const NONE: Self = Self { depth: usize::MAX, size: usize::MAX, values: usize::MAX };

    /// How deep lists and maps may lie in each other; an object in an object takes two levels, its envelope and its data.
    pub const fn max_depth(mut self, levels: usize) -> Self {
        self.depth = levels;
        self
    }

    /// How many bytes a text may have.
    pub const fn max_size(mut self, bytes: usize) -> Self {
        self.size = bytes;
        self
    }

    /// How many values there may be, of any kind and on any level.
    pub const fn max_values(mut self, count: usize) -> Self {
        self.values = count;
        self
    }

    /// Looks at the length of a text.
    ///
    /// # Errors
    /// When it is too long.
    pub(crate) fn check_size(&self, text: &str) -> Result<()> {
        if text.len() > self.size { Err(exceeded(self.size, "bytes")) } else { Ok(()) }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self { depth: 100, size: 64 << 20, values: 4_000_000 }
    }
}

/// How far reading has come.
#[derive(Clone, Copy, Default)]
pub(crate) struct Progress {
    limits: Limits,
    depth: usize,
    values: usize,
}

impl Progress {
    pub(crate) fn new(limits: Limits) -> Self {
        Self { limits, depth: 0, values: 0 }
    }

    /// Counts a value.
    ///
    /// # Errors
    /// When it is one too many.
    #[inline]
    pub(crate) fn value(&mut self) -> Result<()> {
        self.values += 1;
        if self.values > self.limits.values {
            return Err(exceeded(self.limits.values, "values"));
        }
        Ok(())
    }

    /// Counts a list or a map, until [`Progress::leave`].
    ///
    /// # Errors
    /// When it is one too many, or too deep.
    #[inline]
    pub(crate) fn enter(&mut self) -> Result<()> {
        self.depth += 1;
        if self.depth > self.limits.depth {
            return Err(exceeded(self.limits.depth, "levels of lists and maps"));
        }
        self.value()
    }

    #[inline]
    pub(crate) fn leave(&mut self) {
        self.depth -= 1;
    }
}

#[cold]
fn exceeded(most: usize, what: &'static str) -> Error {
    Error::LimitExceeded { path: Path::default(), most, what }
}
