//! A key stands where it belongs: those of fields on a field, not on the struct.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", default = 3, rename = "Drive")]
//                                  ^^^^^^^ `default` belongs on a field: write `#[field(default …)]` there
//                                               ^^^^^^ `rename` belongs on a field: write `#[field(rename …)]` there; the name of
struct Disk {
    size: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
#[field(since = "1.0")]
//^^^^^ `#[field(…)]` belongs on a field, not on the struct
struct Lamp {
    watts: Attr<i64>,
    meta: ObjectMeta,
}

fn main() {}
