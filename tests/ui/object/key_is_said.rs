//! Each value has its key.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object("1.0")]
//                 ^^^^^ say what it is: `version = "1.0"`
struct Disk {
    size: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", "Lamp")]
//                                  ^^^^^^ expected a key, one of `version`, `name`, `namespace`, `serial_namespace`,
struct Lamp {
    watts: Attr<i64>,
    meta: ObjectMeta,
}

fn main() {}
