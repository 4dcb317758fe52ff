//! What differs between two objects.

use std::fmt;

use crate::dynamic::contract::{Cell, DynObject, Value};
use crate::object::print::MASK;
use crate::wire::same;

/// One field in which two objects differ. `Debug` and `Display` mask secrets; the values themselves are as they are.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct FieldDiff {
    /// Its name.
    pub field: &'static str,
    /// The value here; none when it is unset.
    pub left: Option<Value>,
    /// The value there; none when it is unset.
    pub right: Option<Value>,
    pub(crate) secret: bool,
}

impl FieldDiff {
    fn side(&self, value: Option<&Value>) -> String {
        match value {
            None => "<?>".to_owned(),
            Some(value) if self.secret && !value.is_null() => MASK.to_owned(),
            Some(value) => value.to_string(),
        }
    }
}

impl fmt::Debug for FieldDiff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FieldDiff({self})")
    }
}

impl fmt::Display for FieldDiff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} -> {}", self.field, self.side(self.left.as_ref()), self.side(self.right.as_ref()))
    }
}

pub(crate) fn diff(object: &dyn DynObject, other: &dyn DynObject) -> Vec<FieldDiff> {
    let (descriptor, theirs) = (object.obj_descriptor(), other.obj_descriptor());
    let pairs = descriptor.slots_in_order().map(|slot| (slot, theirs.slot_of(descriptor.slots[slot].name)));
    let differing = pairs.filter_map(|(slot, their_slot)| {
        let (ours, other) = (object.obj_cell(slot), their_slot.map(|slot| other.obj_cell(slot)));
        let same = other.is_some_and(|other| same::same_values(ours, other));
        let field = &descriptor.slots[slot];
        // The other object may be of another type.
        let secret = field.is_secret() || their_slot.is_some_and(|slot| theirs.slots[slot].is_secret());
        let right = || other.and_then(Cell::value);
        (!same).then(|| FieldDiff { field: field.name, left: ours.value(), right: right(), secret })
    });
    differing.collect()
}
