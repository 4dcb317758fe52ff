//! A list of objects is copied.

use versioned_object_core::prelude::*;

#[derive(VersionedObject, Clone)]
#[versioned_object(version = "1.0")]
struct Disk {
    size: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(VersionedObject)]
#[versioned_object(version = "1.0", list_of = Disk)]
struct Disks {
//     ^^^^^ an object can be copied: write `#[derive(Clone, VersionedObject)]`
    objects: Attr<Vec<Disk>>,
    meta: ObjectMeta,
}

fn main() {
    let _ = Disks::from(vec![Disk::builder().build_orphan().unwrap()])[0].size();
}
