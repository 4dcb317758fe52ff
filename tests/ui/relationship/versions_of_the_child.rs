//! Pairs name versions that the child has.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.2", note("1.1", "sizes are in GiB"))]
struct Disk {
    #[field(since = "1.2")]
    size: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.2",
    note("1.2", "it is faster"),
    relationships(
        disk = [("1.0", "1.0"), ("1.1", "1.5"), ..],
        //                              ^^^^^ `Disk` is at 1.2: there is no 1.5
        disks = [("1.0", "1.0"), ("1.1", "2.0")],
        //                               ^^^^^ `Disk` is at 1.2: there is no 2.0
    ),
)]
struct Server {
    disk: Attr<Option<Box<Disk>>>,
    disks: Attr<Vec<Disk>>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", list_of = Disk, child_versions(("1.0", "1.1"), ("1.1", "1.3")))]
//                                                                                         ^^^^^ `Disk` is at 1.2: there is no 1.3
struct DiskList {
    objects: Attr<Vec<Disk>>,
    meta: ObjectMeta,
}

fn main() {}
