use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(versoin = "1.0", version = "1.0", quux(1, 2))]
struct Disk {
    size: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", hooks(load_atr), dict = nova)]
struct Lamp {
    watts: Attr<i64>,
    meta: ObjectMeta,
}

fn main() {}
