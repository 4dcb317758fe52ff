//! Null has one kind, and stands outside of a box.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Port {
    number: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    port: Attr<Option<Box<Option<Port>>>>,
    //         ^^^^^^^^^^^^^^^^^^^^^^^^^ `Option<Box<Option<Port>>>` is not the type of a field: null has one kind, write `Option<Box<Port>>`
    other: Attr<Box<Option<Port>>>,
    //          ^^^^^^^^^^^^^^^^^ `Box<Option<Port>>` is not the type of a field: null stands outside, write `Option<Box<Port>>`
    next: Attr<Vec<Box<Option<Port>>>>,
    //             ^^^^^^^^^^^^^^^^^ `Box<Option<Port>>` is not the type of a field: null stands outside, write `Option<Box<Port>>`
    host: Attr<Option<Option<String>>>,
    //         ^^^^^^^^^^^^^^^^^^^^^^ null has one kind: write `Attr<Option<String>>`
    meta: ObjectMeta,
}

fn main() {}
