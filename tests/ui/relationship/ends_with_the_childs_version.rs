//! Pairs are of a field with objects, and end with the version that the child has.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1")]
struct Disk {
    #[field(since = "1.1")]
    size: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.0",
    relationships(disk = [("1.0", "1.0")], disks = [("1.0", "1.1")], name = [("1.0", "1.0")], host = [("1.0", "1.0")])
    //                            ^^^^^ the versions end with Disk 1.0, but it is at 1.1: raise `version`,
    //                                                               ^^^^ `name` holds no object: `relationships` is for fields with an object
    //                                                                                        ^^^^ there is no field `host`: remove its relationship
)]
struct Server {
    disk: Attr<Option<Box<Disk>>>,
    disks: Attr<Vec<Disk>>,
    name: Attr<String>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", list_of = Disk, child_versions(("1.0", "1.0")))]
//                                                                         ^^^^^ the versions end with Disk 1.0, but it is at 1.1: raise `version`,
struct DiskList {
    objects: Attr<Vec<Disk>>,
    meta: ObjectMeta,
}

fn main() {}
