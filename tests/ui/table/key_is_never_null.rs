//! The key of a table is never null.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "disks", key = serial)]
//                                                         ^^^^^^ `serial` may be null, and a key never is: take the `Option` away
pub struct Disk {
    serial: Attr<Option<i64>>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "lamps")]
pub struct Lamp {
    id: Attr<Option<Uuid>>,
  //^^ `id` may be null, and a key never is: take the `Option` away
    meta: ObjectMeta,
}

fn main() {}
