//! The moments of a row are in fields of their own.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "disks", timestamps(created = at, updated = at))]
//                                                                                      ^^ `at` is `created` already: `updated` is set at another time, and needs a field of its own
pub struct Disk {
    id: Attr<Uuid>,
    at: Attr<Option<DateTime<Utc>>>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "lamps", timestamps(created = made), soft_delete(flag = gone, at = made))]
//                                                                                                             ^^^^ `made` is `created` already: `at` is set at another time
pub struct Lamp {
    id: Attr<Uuid>,
    gone: Attr<bool>,
    made: Attr<Option<DateTime<Utc>>>,
    meta: ObjectMeta,
}

fn main() {}
