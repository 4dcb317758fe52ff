//! A list object lists its objects without a `Box`.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", list_of = Box<Disk>)]
//                                            ^^^^^^^^^ a list has its objects without a `Box`: write `list_of = Disk`
struct Disks {
    objects: Attr<Vec<Box<Disk>>>,
    meta: ObjectMeta,
}

fn main() {}
