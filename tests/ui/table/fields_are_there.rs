//! A table names no field that a version removed.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", table = "disks", key = serial)]
//                                                         ^^^^^^ `serial` was removed in 1.1: `key` names a field that is still there
pub struct Disk {
    #[field(until = "1.1")]
    serial: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.2", table = "lamps", soft_delete(flag = gone))]
//                                                                      ^^^^ `gone` was removed in 1.2: `flag` names
pub struct Lamp {
    id: Attr<Uuid>,
    #[field(until = "1.2")]
    gone: Attr<bool>,
    meta: ObjectMeta,
}

fn main() {}
