//! Pairs of a field in a mixin end with the version of the child.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.2", note("1.1", "sizes are in GiB"))]
struct Disk {
    #[field(since = "1.2")]
    size: Attr<i64>,
    meta: ObjectMeta,
}

type Boxed = Option<Box<Disk>>;

#[derive(Clone, FieldMixin)]
struct Storage {
    disk: Attr<Box<Disk>>,
    #[field(rename = "spare_disk")]
    spare: Attr<Boxed>,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.2",
    note("1.2", "it is faster"),
    relationships(disk = [("1.0", "1.0"), ("1.1", "1.1")], spare_disk = [("1.1", "1.1"), ("1.2", "1.3")]),
    //                                            ^^^^^ the versions end with Disk 1.1, but it is at 1.2: add `("1.2", "1.2")`
    //                                                                                           ^^^^^ `Disk` is at 1.2: there is no 1.3
)]
struct Server {
    #[field(flatten)]
    storage: Storage,
    meta: ObjectMeta,
}

fn main() {}
