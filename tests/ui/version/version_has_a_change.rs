//! The version of an object is that of its newest change.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.2", note("1.1", "sizes are in GiB"))]
//                           ^^^^^ nothing here changed in 1.2: give the change its version, such as
struct Disk {
    size: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", note("1.2", "hosts are names"))]
//                                       ^^^^^ 1.2 is above the object's version 1.1: raise `version`
struct Server {
    #[field(since = "1.1")]
    host: Attr<String>,
    meta: ObjectMeta,
}

fn main() {}
