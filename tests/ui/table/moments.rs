//! When a row was inserted, updated and deleted are moments.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.0",
    table = "disks",
    soft_delete(flag = gone, at = state),
    //                            ^^^^^ `state` is a text: the moment of deletion is an `Option<DateTime<Utc>>`
    timestamps(created = size, updated = is_new),
    //                   ^^^^ `size` is a whole number: the moment of creation is a `DateTime<Utc>`
    //                                   ^^^^^^ `is_new` is a truth value: the moment of the last update is an
)]
pub struct Disk {
    id: Attr<Uuid>,
    gone: Attr<bool>,
    state: Attr<Option<String>>,
    size: Attr<i64>,
    is_new: Attr<bool>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "lamps", soft_delete(flag = gone, at = gone))]
//                                                                                 ^^^^ `gone` is a truth value: the moment of deletion is
pub struct Lamp {
    id: Attr<Uuid>,
    gone: Attr<bool>,
    meta: ObjectMeta,
}

fn main() {}
