//! What takes parentheses has something in them.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", extra_fields(), remotable())]
//                                  ^^^^^^^^^^^^ `extra_fields` is empty: write `extra_fields(name, is_incremental)`, or remove it
//                                                  ^^^^^^^^^ `remotable` is empty: write
struct Disk {
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", hooks())]
//                                  ^^^^^ `hooks` is empty: write
struct Lamp {
    meta: ObjectMeta,
}

fn main() {}
