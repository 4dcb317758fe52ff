use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "disks")]
#[versioned_object(table = "drives", hooks(load_attr, load_attr = load))]
struct Disk {
    size: Attr<i64>,
    meta: ObjectMeta,
}

fn main() {}
