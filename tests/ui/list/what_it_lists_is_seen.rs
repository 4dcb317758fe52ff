//! Who sees a list object sees what it lists.

#![allow(private_interfaces)]

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    size: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", list_of = Disk)]
//                                            ^^^^ private type `Disk` in public interface
pub struct DiskList {
    objects: Attr<Vec<Disk>>,
    meta: ObjectMeta,
}

fn main() {}
