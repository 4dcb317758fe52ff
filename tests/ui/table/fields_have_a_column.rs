//! A table names fields that have a column.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
pub struct Part {
    id: Attr<Uuid>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.0",
    table = "disks",
    key = part,
    //    ^^^^ `part` holds objects, which have no column: `key` names a field that has one
    project = owner,
    //        ^^^^^ `owner` has no column: `project` names a field that has one
    soft_delete(flag = gone, set(parts = "none")),
    //                           ^^^^^ `parts` holds objects, which have no column: `set` names
)]
pub struct Disk {
    part: Attr<Box<Part>>,
    parts: Attr<Vec<Part>>,
    #[field(no_column)]
    owner: Attr<String>,
    gone: Attr<bool>,
    meta: ObjectMeta,
}

fn main() {}
