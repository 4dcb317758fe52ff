//! What older versions of an object looked like: the one place where a declared history is resolved.

use std::cmp::Reverse;
use std::iter;

use crate::base::version::Version;
use crate::describe::const_text;
use crate::describe::descriptor::{
    ChangeKind, FieldChange, FieldDescriptor, ObjectDescriptor, TypeDescriptor,
};

/// What a version did to a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FieldStatus {
    /// The field is not there, and was not before.
    Absent,
    /// The version added it.
    Added,
    /// The version changed its type, or added a value to it, and perhaps changed its name.
    Changed,
    /// The version changed its name.
    Renamed,
    /// The version removed it.
    Removed,
    /// The field is as it was before.
    Same,
}

impl FieldDescriptor {
    /// Whether the field exists in this version of its object.
    pub const fn exists_in(&self, version: Version) -> bool {
        self.exists_at(version.key())
    }

    /// The same of a version's [`key`](Version::key).
    #[inline]
    pub(crate) const fn exists_at(&self, key: u128) -> bool {
        self.from <= key && key < self.to
    }

    /// Whether this version, or one before it, removed the field.
    pub(crate) const fn removed_in(&self, version: Version) -> bool {
        self.to <= version.key()
    }

    /// The name the field has in this version of its object.
    pub const fn name_in(&self, version: Version) -> &'static str {
        let (mut name, mut found, mut at) = (self.name, None::<Version>, 0);
        while at < self.history.len() {
            let change = &self.history[at];
            at += 1;
            if let ChangeKind::Renamed { from } = change.kind
                && first_after(version, change.version, found)
            {
                (name, found) = (from, Some(change.version));
            }
        }
        name
    }

    /// The type the field has in this version of its object.
    pub const fn type_in(&self, version: Version) -> &'static TypeDescriptor {
        let (mut ty, mut found, mut at) = (self.ty, None::<Version>, 0);
        while at < self.history.len() {
            let change = &self.history[at];
            at += 1;
            if let ChangeKind::Changed { from, .. } = change.kind
                && first_after(version, change.version, found)
            {
                (ty, found) = (from, Some(change.version));
            }
        }
        ty
    }

    /// Whether the enum of the field has this value in this version of its object.
    pub(crate) const fn has_value_in(&self, text: &str, version: Version) -> bool {
        let mut at = 0;
        while at < self.history.len() {
            let change = &self.history[at];
            at += 1;
            if let ChangeKind::Value { value, .. } = change.kind
                && version.older_than(change.version)
                && const_text::same(value, text)
            {
                return false;
            }
        }
        true
    }

    /// What this version did to the field.
    ///
    /// ```
    /// use versioned_object_core::prelude::*;
    /// use versioned_object_core::FieldStatus;
    ///
    /// #[derive(Clone, VersionedObject)]
    /// #[versioned_object(version = "1.2")]
    /// struct Lamp {
    ///     on: Attr<bool>,
    ///     #[field(since = "1.1", renamed("1.2", "color"))]
    ///     colour: Attr<String>,
    ///     meta: ObjectMeta,
    /// }
    ///
    /// let colour = Lamp::descriptor().field("colour").unwrap();
    /// assert_eq!(colour.status_in(Version::new(1, 0)), FieldStatus::Absent);
    /// assert_eq!(colour.status_in(Version::new(1, 1)), FieldStatus::Added);
    /// assert_eq!(colour.status_in(Version::new(1, 2)), FieldStatus::Renamed);
    /// assert_eq!(colour.name_in(Version::new(1, 1)), "color");
    /// ```
    pub fn status_in(&self, version: Version) -> FieldStatus {
        if self.until == Some(version) {
            return FieldStatus::Removed;
        }
        if !self.exists_in(version) {
            return FieldStatus::Absent;
        }
        if self.since == Some(version) {
            return FieldStatus::Added;
        }
        let did = |wanted: fn(&ChangeKind) -> bool| {
            self.history.iter().any(|change| change.version == version && wanted(&change.kind))
        };
        if did(|kind| !matches!(kind, ChangeKind::Renamed { .. })) {
            FieldStatus::Changed
        } else if did(|kind| matches!(kind, ChangeKind::Renamed { .. })) {
            FieldStatus::Renamed
        } else {
            FieldStatus::Same
        }
    }

    /// The changes above a version, the latest first, and those of one version as they are declared.
    pub(crate) fn changes_after(
        &self,
        version: Version,
    ) -> impl Iterator<Item = &'static FieldChange> + use<> {
        let history = self.history;
        let place = |(nth, change): &(usize, &FieldChange)| (change.version, Reverse(*nth));
        let mut last = None;
        iter::from_fn(move || {
            let above = history.iter().enumerate().filter(|(_, change)| version.older_than(change.version));
            let left = above.filter(|change| last.is_none_or(|last| place(change) < last));
            let next = left.max_by_key(place)?;
            last = Some(place(&next));
            Some(next.1)
        })
    }
}

/// Whether `change` is above `version`, and below what was found before.
const fn first_after(version: Version, change: Version, found: Option<Version>) -> bool {
    version.older_than(change)
        && match found {
            Some(found) => change.older_than(found),
            None => true,
        }
}

impl ObjectDescriptor {
    /// The versions that the type reads and writes, the oldest first: all of its major version up to its own.
    ///
    /// ```
    /// use versioned_object_core::prelude::*;
    ///
    /// #[derive(Clone, VersionedObject)]
    /// #[versioned_object(version = "1.1", note("1.1", "watts are measured"))]
    /// struct Lamp {
    ///     watts: Attr<i64>,
    ///     meta: ObjectMeta,
    /// }
    ///
    /// let versions: Vec<_> = Lamp::descriptor().versions().map(|version| version.to_string()).collect();
    /// assert_eq!(versions, ["1.0", "1.1"]);
    /// ```
    pub fn versions(&self) -> impl DoubleEndedIterator<Item = Version> + use<> {
        let Version { major, minor, .. } = self.version;
        (0..=minor).map(move |minor| Version::new(major, minor))
    }

    /// The version to look names and types up at, for data of `version`; none where all are as declared.
    pub(crate) fn past(&self, version: Version) -> Option<Version> {
        let past = self.has_removed || (self.has_history && version != self.version);
        past.then_some(version)
    }

    /// Where in the order the field of this name in that version stands, looking first at `guess`.
    #[inline]
    pub(crate) fn place_in(&self, name: &str, guess: usize, past: Option<Version>) -> Option<usize> {
        let Some(version) = past else {
            return self.place_of(name, guess);
        };
        let is_here = |place: &usize| {
            let field = &self.slots[self.slot_at(*place)];
            !field.removed_in(version) && field.name_in(version) == name
        };
        let guessed = Some(guess).filter(|place| *place < self.order.len() && is_here(place));
        guessed.or_else(|| (0..self.order.len()).find(is_here))
    }
}
