//! Pairs are of versions that the object has.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.2", note("1.1", "sizes are in GiB"))]
struct Disk {
    #[field(since = "1.2")]
    size: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", relationships(disk = [("0.9", "1.0"), ("1.1", "1.2")]))]
//                                                                         ^^^^^ 1.1 is above the object's version 1.0: raise `version`
struct Above {
    disk: Attr<Option<Box<Disk>>>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", relationships(disk = [("0.9", "1.2")]))]
//                                                         ^^^^^ 0.9 is below 1.0, the first version of the object
struct Below {
    disk: Attr<Option<Box<Disk>>>,
    meta: ObjectMeta,
}

fn main() {}
