//! Where objects behave otherwise than Python's.

use crate::rules::Rule;

pub(super) static DELETED: Rule = Rule {
    name: "deleted-changes",
    reason: "[surprise f] a field that was deleted is not set, and so has not changed",
};

pub(super) static TRACKED: Rule = Rule {
    name: "tracked-container",
    reason: "[≠ changes inside a container] a field that is changed in place has changed",
};

pub(super) static VERSION_KEPT: Rule = Rule {
    name: "clone-version",
    reason: "[≠ a clone] a copy of an object that was received at another version keeps that version",
};

pub(super) static NEWER_SET: Rule = Rule {
    name: "newer-set",
    reason: "[≠ what the stamp lacks] a field that is newer than the version an object was received at is set after \
             `obj_upgrade` only",
};

pub(super) static ATTRIBUTE: Rule = Rule {
    name: "unknown-attribute",
    reason: "[not to be asked in Rust] an object has its fields and computed fields, and takes no other attributes",
};

pub(super) static ELEMENTS: Rule = Rule {
    name: "deleted-elements",
    reason: "[surprise f] a list object whose elements were deleted has none, and is written without them",
};

pub(super) static LIST_STATE: Rule = Rule {
    name: "list-state",
    reason: "[surprise a] a state machine of a list object is checked as any other; Python looks for the field among \
             the elements, and takes every state",
};
