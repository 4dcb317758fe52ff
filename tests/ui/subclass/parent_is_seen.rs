//! Who sees a subclass sees its parent.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    size: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", extends = Disk)]
//                                            ^^^^ private type `Disk` in public interface
pub struct Drive {
    base: Disk,
    rounds: Attr<i64>,
}

fn main() {}
