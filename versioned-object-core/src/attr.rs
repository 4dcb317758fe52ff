//! The tri-state cell of a field, and what an object knows besides its fields.

use std::fmt;

use crate::context::Context;
use crate::value::Value;
use crate::version::Version;

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

/// What an object knows besides its fields: its context, which fields changed, the version it was received at, and
/// fields of a newer release that are kept to be forwarded.
///
/// 24 bytes; what is rare lies in a box of its own.
#[derive(Clone, Default)]
pub struct ObjectMeta {
    context: Option<Context>,
    changed: u64,
    rare: Option<Box<Rare>>,
}

#[derive(Clone, Default)]
struct Rare {
    version: Option<Version>,
    changed: Vec<u64>,
    kept: Vec<(String, Value)>,
}

impl ObjectMeta {
    pub(crate) fn context(&self) -> Option<&Context> {
        self.context.as_ref()
    }

    pub(crate) fn set_context(&mut self, context: Option<Context>) {
        self.context = context;
    }

    pub(crate) fn received_version(&self) -> Option<Version> {
        self.rare.as_ref()?.version
    }

    pub(crate) fn set_received_version(&mut self, version: Option<Version>) {
        if version.is_some() || self.rare.is_some() {
            self.rare_mut().version = version;
        }
    }

    pub(crate) fn kept(&self) -> &[(String, Value)] {
        self.rare.as_ref().map_or(&[], |rare| &rare.kept)
    }

    pub(crate) fn keep(&mut self, name: String, value: Value) {
        self.rare_mut().kept.push((name, value));
    }

    pub(crate) fn is_changed(&self, slot: usize) -> bool {
        let bit = 1 << (slot % 64);
        match slot / 64 {
            0 => self.changed & bit != 0,
            word => self
                .rare
                .as_ref()
                .and_then(|rare| rare.changed.get(word - 1))
                .is_some_and(|word| word & bit != 0),
        }
    }

    pub(crate) fn set_changed(&mut self, slot: usize, changed: bool) {
        let bit = 1 << (slot % 64);
        let word = match slot / 64 {
            0 => &mut self.changed,
            word => {
                if !changed && self.rare.is_none() {
                    return;
                }
                let words = &mut self.rare_mut().changed;
                if words.len() < word {
                    words.resize(word, 0);
                }
                &mut words[word - 1]
            }
        };
        if changed {
            *word |= bit;
        } else {
            *word &= !bit;
        }
    }

    pub(crate) fn clear_changed(&mut self) {
        self.changed = 0;
        if let Some(rare) = &mut self.rare {
            rare.changed.clear();
        }
    }

    fn rare_mut(&mut self) -> &mut Rare {
        self.rare.get_or_insert_default()
    }
}

impl fmt::Debug for ObjectMeta {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ObjectMeta")
            .field("context", &self.context)
            .field("received_version", &self.received_version())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_than_64_fields_have_a_bit_each() {
        let mut meta = ObjectMeta::default();
        for slot in [0, 63, 64, 130] {
            assert!(!meta.is_changed(slot));
            meta.set_changed(slot, true);
            assert!(meta.is_changed(slot));
        }
        meta.set_changed(64, false);
        assert!(!meta.is_changed(64) && meta.is_changed(63) && meta.is_changed(130) && !meta.is_changed(129));
        meta.clear_changed();
        assert!([0, 63, 64, 130].iter().all(|slot| !meta.is_changed(*slot)));
    }

    #[test]
    fn the_meta_costs_three_words() {
        assert_eq!(size_of::<ObjectMeta>(), 24);
    }
}
