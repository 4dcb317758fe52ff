//! The `..` for children whose versions come from a manifest stands behind the relationships.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.2", note("1.1", "sizes are in GiB"))]
struct Disk {
    #[field(since = "1.2")]
    size: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", relationships(.., disk = [("1.0", "1.2")]))]
//                                                ^ `..` stands behind the last field
struct Server {
    disk: Attr<Box<Disk>>,
    meta: ObjectMeta,
}

fn main() {}
