//! Where the store answers otherwise than Cinder's database layer. The list is closed, and every rule is needed.

use crate::rules::Rule;

pub(super) static PAGING: Rule = Rule {
    name: "paging-hole",
    reason: "python-surprises k, db-semantics `HOLE`: Cinder pages as if null were '' or 0, and orders as if it were \
             not, so pages skip rows; here null is below everything in both",
};

pub(super) static VOLUME_PROJECT: Rule = Rule {
    name: "volume-project",
    reason: "python-surprises k: get_all_by_volume shows a user the backups of other projects; here those of its own, \
             whoever has the volume",
};

pub(super) static WINDOW_PROJECT: Rule = Rule {
    name: "window-project",
    reason: "python-surprises k: get_all_active_by_window shows a user the backups of every project; here those of its \
             own",
};

pub(super) static EMPTY_LIST: Rule = Rule {
    name: "empty-list",
    reason: "db-semantics `do not copy`: an empty list as a filter is an AssertionError; here nothing is one of none",
};

pub(super) static COUNT_UNKNOWN: Rule = Rule {
    name: "count-unknown",
    reason: "db-semantics `Listing`: counting by an unknown `x~` is an AttributeError and listing by it gives nothing, \
             and counting without any condition counts no table; here a count is the length of the list",
};

pub(super) static COUNT_PROJECT: Rule = Rule {
    name: "count-project",
    reason: "as the leaks of python-surprises k: Cinder counts the backups of every project for anybody; here for a user \
             those of its own, as it would list them, and nobody is refused",
};

pub(super) static MODE: Rule = Rule {
    name: "read-deleted-mode",
    reason: "db-semantics `Context rules`: an unknown read_deleted is a bare Exception or a ValueError; here it cannot \
             be passed, and reading its name is InvalidInput",
};

pub(super) static FRESH: Rule = Rule {
    name: "fresh-updated-at",
    reason: "python-surprises k: the object keeps a stale updated_at after save and conditional_update; here it has \
             that of its row",
};

pub(super) static PROJECT: Rule = Rule {
    name: "project-check",
    reason: "python-surprises k: save, destroy, conditional_update and the counter of dependents are not checked \
             against the project; here a user changes what it sees, and nothing else is there",
};

pub(super) static UNSEEN: Rule = Rule {
    name: "save-unseen",
    reason: "db-semantics `Writes`: Cinder saves into the row of a deleted backup; here it is not seen, so it is NotFound",
};

pub(super) static STORED_KEY: Rule = Rule {
    name: "stored-key",
    reason: "db-semantics `Writes`: Cinder looks for the row under the new key; here the key of a stored object stays, \
             and the field is named",
};

pub(super) static ALREADY: Rule = Rule {
    name: "already-created",
    reason: "db-semantics `Writes`: `already created` is said as in Cinder, with the method that takes a key of one's own",
};

pub(super) static DESTROY: Rule = Rule {
    name: "destroy-nothing",
    reason: "python-surprises k: destroying what is not there, or deleted, succeeds and changes the object; here it is \
             NotFound and the object stays",
};

pub(super) static NOT_NULL: Rule = Rule {
    name: "not-null-in-list",
    reason: "python-surprises k: Not([…, None]) is true of null; here null is one of the values that it is not",
};

pub(super) static NULL_INTEGER: Rule = Rule {
    name: "unchanged-null-integer",
    reason: "python-surprises k: conditional_update(expected=None) never matches a row with a null integer, which was \
             read as 0; here a 0 matches both",
};

pub(super) static POISON: Rule = Rule {
    name: "checked-before-written",
    reason: "python-surprises k: a value that the field refuses is written first and refused afterwards; here it never \
             reaches the row",
};

pub(super) static REQUIRED: Rule = Rule {
    name: "required-fields",
    reason: "db-semantics `create`: a missing field is the database's error, or none and the row is committed; here it \
             is named before anything is written",
};

pub(super) static OFFSET: Rule = Rule {
    name: "offset-dropped",
    reason: "db-semantics, python-surprises d: SQLite gets the local time of a moment with an offset, and the object \
             prints one that cannot be read; here it is the same instant in UTC",
};
