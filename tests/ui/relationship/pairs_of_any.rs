//! Pairs end with the version of the child also where its subclasses may stand.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.2", note("1.1", "sizes are in GiB"))]
struct Disk {
    #[field(since = "1.2")]
    size: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", relationships(disk = [("1.0", "1.0"), ("1.1", "1.1")], disks = [("1.1", "1.1")]))]
//                                                                                ^^^^^ the versions end with Disk 1.1, but it is at 1.2: raise `version`, and add `("1.2", "1.2")`
//                                                                                                          ^^^^^ the versions end with Disk 1.1, but it is at 1.2: raise `version`, and add `("1.2", "1.2")`
struct Server {
    disk: Attr<Option<versioned_object_core::fields::AnyOf<Disk>>>,
    disks: Attr<Vec<versioned_object_core::fields::AnyOf<Disk>>>,
    meta: ObjectMeta,
}

fn main() {}
