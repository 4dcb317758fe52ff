//! What was expanded before: the compiler expands what a crate has one after the other, in one process.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// How often each name was seen.
pub(super) struct Seen(Mutex<BTreeMap<String, usize>>);

impl Seen {
    pub(super) const fn new() -> Self {
        Self(Mutex::new(BTreeMap::new()))
    }

    /// How often the name was seen before. It is now.
    pub(super) fn before(&self, name: String) -> usize {
        let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = seen.entry(name).or_default();
        *count += 1;
        *count - 1
    }
}
