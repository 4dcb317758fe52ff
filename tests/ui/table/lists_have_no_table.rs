//! A list object has no table.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "disks")]
pub struct Disk {
    id: Attr<Uuid>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", list_of = Disk, table = "disks")]
//                                                  ^^^^^ a list object has no table: remove it, what is in the list has one
pub struct DiskList {
    objects: Attr<Vec<Disk>>,
    meta: ObjectMeta,
}

fn main() {}
