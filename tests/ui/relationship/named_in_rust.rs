//! A relationship names the field as Rust does, not as it is on the wire.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.2", note("1.1", "sizes are in GiB"))]
struct Disk {
    #[field(since = "1.2")]
    size: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", relationships(main_disk = [("1.0", "1.2")]))]
//                                                ^^^^^^^^^ `main_disk` is the name of `disk` on the wire: write `disk = […]`
struct Server {
    #[field(rename = "main_disk")]
    disk: Attr<Box<Disk>>,
    meta: ObjectMeta,
}

fn main() {}
