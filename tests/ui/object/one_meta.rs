//! An object has exactly one `ObjectMeta`.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct None {
//     ^^^^ the object's own state is missing: add `meta: ObjectMeta`
    size: Attr<i64>,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Two {
    meta: ObjectMeta,
    size: Attr<i64>,
    more: ObjectMeta,
  //^^^^ a second `ObjectMeta`: remove one of them
}

fn main() {}
