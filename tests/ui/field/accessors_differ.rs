//! No two fields have an accessor of one name.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    size_mut: Attr<i64>,
    set_size: Attr<Vec<i64>>,
  //^^^^^^^^ the field `size_mut` has a generated `set_size_mut`: give the field another name and add
    name_mut: Attr<String>,
    try_name: Attr<String>,
    meta: ObjectMeta,
}

fn main() {}
