//! Relationships are written once for each field, as pairs in order.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    size: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.2", note("1.2", "what it means changed"),
    relationships(
        disk = [("1.1", "1.0"), ("1.1", "1.0")],
        //                       ^^^^^ 1.1 is not above 1.1: write the pairs in order
        disks = [("1.0", "1.1"), ("1.3", "1.0")],
        //                        ^^^^^ 1.3 is above the object's version 1.2: raise `version`
        //                               ^^^^^ the child goes back from 1.1 to 1.0
        disk = [],
      //^^^^ `disk` is given twice: remove one of the two
    ),
    child_versions(("1.0", "1.0"))
  //^^^^^^^^^^^^^^ `child_versions` is for list objects: add `list_of`, or write
)]
struct Server {
    disk: Attr<Disk>,
    disks: Attr<Vec<Disk>>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", relationships(disk = ("1.0", "1.0")))]
//                                                ^^^^ write the field and its pairs: `relationships(field = [("1.0",
struct Chassis {
    disk: Attr<Disk>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", list_of = Disk, child_versions("1.0", "1.0"))]
//                                                                 ^^^^^ `child_versions` takes pairs of versions: `("1.0", "1.0"), ("1.2",
struct DiskList {
    objects: Attr<Vec<Disk>>,
    meta: ObjectMeta,
}

fn main() {}
