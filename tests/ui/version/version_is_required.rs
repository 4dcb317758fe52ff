//! An object says its version.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
struct Disk {
//     ^^^^ the version is missing: add `#[versioned_object(version = "1.0")]`
    size: Attr<i64>,
    meta: ObjectMeta,
}

fn main() {}
