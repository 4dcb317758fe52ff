//! The tri-state cell of a field.

use std::fmt;
use std::panic::{RefUnwindSafe, UnwindSafe};

/// The cell of a field: unset, or a value. With `Attr<Option<T>>` the value may be null, the third state.
///
/// It has no public mutators: writing goes through the setters the derive generates, which track changes.
/// The declaring module reads it with [`Attr::get`]; everybody else uses the getters.
///
/// ```
/// use versioned_object_core::Attr;
///
/// assert_eq!(size_of::<Attr<Option<String>>>(), size_of::<String>());
/// assert!(!Attr::<i64>::default().is_set());
/// ```
#[derive(Clone)]
#[repr(transparent)]
pub struct Attr<T>(pub(crate) Option<T>);

impl<T> Attr<T> {
    /// Whether the field has a value; null is one.
    pub const fn is_set(&self) -> bool {
        self.0.is_some()
    }

    /// The value, or none when the field is unset.
    pub const fn get(&self) -> Option<&T> {
        self.0.as_ref()
    }
}

// A cell is filled with a whole value after every check of it, or not at all: a panic leaves what was there.
impl<T> UnwindSafe for Attr<T> {}
impl<T> RefUnwindSafe for Attr<T> {}

impl<T> Default for Attr<T> {
    /// Unset.
    fn default() -> Self {
        Self(None)
    }
}

impl<T: fmt::Debug> fmt::Debug for Attr<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Some(value) => value.fmt(f),
            None => f.write_str("<unset>"),
        }
    }
}
