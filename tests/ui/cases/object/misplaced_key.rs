use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", default = 3, rename = "Drive")]
struct Disk {
    size: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
#[field(since = "1.0")]
struct Lamp {
    watts: Attr<i64>,
    meta: ObjectMeta,
}

fn main() {}
