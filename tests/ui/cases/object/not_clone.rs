use versioned_object_core::prelude::*;

#[derive(VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    size: Attr<i64>,
    meta: ObjectMeta,
}

fn main() {}
