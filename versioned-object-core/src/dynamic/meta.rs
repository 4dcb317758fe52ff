//! What an object knows besides its fields.

use std::fmt;

use crate::base::context::Context;
use crate::base::version::Version;
use crate::dynamic::contract::{ObjectMeta, Rare, Value};

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
