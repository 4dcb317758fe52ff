//! A key of the struct is given once, in however many attributes.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "disks")]
#[versioned_object(table = "drives", hooks(load_attr, load_attr = load))]
//                 ^^^^^ `table` is given twice: remove one of the two
//                                                    ^^^^^^^^^ `load_attr` is given twice: remove one of the two
struct Disk {
    size: Attr<i64>,
    meta: ObjectMeta,
}

fn main() {}
