use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
struct Disk {
    size: Attr<i64>,
    meta: ObjectMeta,
}

fn main() {}
