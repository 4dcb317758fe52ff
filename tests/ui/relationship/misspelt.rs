//! A relationship names a field.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", note("1.1", "it is wider"))]
struct Disk {
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", relationships(disc = [("1.0", "1.1")]))]
//                                                ^^^^ there is no field `disc`, did you mean `disk`?
struct Computer {
    disk: Attr<Disk>,
    meta: ObjectMeta,
}

fn main() {}
