//! The `..` of open pairs stands behind the last one.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1")]
struct Disk {
    #[field(since = "1.1")]
    size: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", relationships(disk = [.., ("1.0", "1.0")], other = [..]))]
//                                                        ^ `..` stands behind the last pair
struct Server {
    disk: Attr<Disk>,
    other: Attr<Disk>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", list_of = Disk, child_versions(..))]
//                                                  ^^^^^^^^^^^^^^ `child_versions` has no versions: write `child_versions(("1.0",
struct DiskList {
    objects: Attr<Vec<Disk>>,
    meta: ObjectMeta,
}

fn main() {}
