//! No two fields of an object have a name.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    size: Attr<i64>,
    size: Attr<i64>,
  //^^^^^^^^^^^^^^^ field `size` is already declared
  //^^^^^^^^^^^^^^^ field `size` specified more than once
    meta: ObjectMeta,
}

fn main() {}
