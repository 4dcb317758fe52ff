//! The state of an object stands bare.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    size: Attr<i64>,
    meta: Attr<ObjectMeta>,
    //    ^^^^^^^^^^^^^^^^ `ObjectMeta` stands bare: write `meta: ObjectMeta`
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Lamp {
    watts: Attr<i64>,
    state: Option<ObjectMeta>,
    //     ^^^^^^^^^^^^^^^^^^ `ObjectMeta` stands bare: write `state: ObjectMeta`
}

fn main() {}
