//! What holds the key of an object in its children is not the key of the children.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "disks")]
pub struct Disk {
    id: Attr<i64>,
    #[field(has_many(key = Part::ID))]
    //                     ^^^^ `id` is the key of Part itself: name the field of theirs that holds ours
    parts: Attr<Vec<Part>>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "parts")]
pub struct Part {
    id: Attr<i64>,
    disk_id: Attr<i64>,
    meta: ObjectMeta,
}

fn main() {}
