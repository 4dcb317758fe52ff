//! A module has one type of a name, a namespace and a version.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    size: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", name = "Disk")]
//                                         ^^^^^^ the name `the_Disk_1_0_of_versionedobjects` is defined multiple times
struct Drive {
    size: Attr<String>,
    meta: ObjectMeta,
}

fn main() {}
