//! What an object knows besides its fields.

use std::fmt;

use crate::base::context::Context;
use crate::base::version::Version;
use crate::dynamic::contract::{ObjectMeta, Rare, Value};

/// How many slots have their bits here; those of the others are rare.
const HERE: usize = 63;

/// The bit of an object that has a row.
const STORED: u64 = 1 << HERE;

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

    /// Whether fields came that the version received lacks, to be written back with it.
    pub(crate) fn keeps_newer(&self) -> bool {
        self.rare.as_ref().is_some_and(|rare| rare.keeps_newer)
    }

    pub(crate) fn keep_newer(&mut self) {
        self.rare_mut().keeps_newer = true;
    }

    pub(crate) fn is_changed(&self, slot: usize) -> bool {
        match slot.checked_sub(HERE) {
            None => self.bits & 1 << slot != 0,
            Some(slot) => {
                let word = self.rare.as_ref().and_then(|rare| rare.changed.get(slot / 64));
                word.is_some_and(|word| word & 1 << (slot % 64) != 0)
            }
        }
    }

    /// Whether any field is.
    pub(crate) fn has_changed(&self) -> bool {
        let rare = || self.rare.as_ref().is_some_and(|rare| rare.changed.iter().any(|word| *word != 0));
        self.bits & !STORED != 0 || rare()
    }

    pub(crate) fn set_changed(&mut self, slot: usize, changed: bool) {
        let (word, bit) = match slot.checked_sub(HERE) {
            None => (&mut self.bits, 1 << slot),
            Some(slot) => {
                if !changed && self.rare.is_none() {
                    return;
                }
                let words = &mut self.rare_mut().changed;
                if words.len() <= slot / 64 {
                    words.resize(slot / 64 + 1, 0);
                }
                (&mut words[slot / 64], 1 << (slot % 64))
            }
        };
        if changed {
            *word |= bit;
        } else {
            *word &= !bit;
        }
    }

    /// Whether there is a row of the object, as far as this program knows: it was read from one, or made one.
    pub(crate) fn is_stored(&self) -> bool {
        self.bits & STORED != 0
    }

    #[cfg(any(feature = "sql", test))]
    pub(crate) fn set_stored(&mut self, stored: bool) {
        if stored {
            self.bits |= STORED;
        } else {
            self.bits &= !STORED;
        }
    }

    /// The key as it stands in the object's row, where that is not how the object has it.
    pub(crate) fn row_key(&self) -> Option<&Value> {
        self.rare.as_ref()?.row_key.as_ref()
    }

    pub(crate) fn set_row_key(&mut self, key: Option<Value>) {
        if key.is_some() || self.rare.is_some() {
            self.rare_mut().row_key = key;
        }
    }

    pub(crate) fn clear_changed(&mut self) {
        self.bits &= STORED;
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
        meta.set_stored(true);
        for slot in [0, 62, 63, 64, 126, 127, 130] {
            assert!(!meta.is_changed(slot));
            meta.set_changed(slot, true);
            assert!(meta.is_changed(slot));
        }
        meta.set_changed(64, false);
        assert!(!meta.is_changed(64) && meta.is_changed(63) && meta.is_changed(130) && !meta.is_changed(129));
        meta.clear_changed();
        assert!([0, 62, 63, 64, 126, 127, 130].iter().all(|slot| !meta.is_changed(*slot)));
        assert!(meta.is_stored());
        meta.set_stored(false);
        assert!(!meta.is_stored());
    }

    #[test]
    fn the_meta_costs_three_words() {
        assert_eq!(size_of::<ObjectMeta>(), 24);
    }
}
