//! The builder has another name than the object.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", builder = Disk)]
//                                            ^^^^ the object has this name: give `builder` another one, such as `DiskBuilder`
struct Disk {
    size: Attr<i64>,
    meta: ObjectMeta,
}

fn main() {}
