//! No field of a subclass has the name of one of its parent.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    size: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(extends = Disk)]
struct Drive {
    base: Disk,
  //^^^^ two fields are `size` on the wire, one here and one of the object,
    size: Attr<i64>,
}

fn main() {}
