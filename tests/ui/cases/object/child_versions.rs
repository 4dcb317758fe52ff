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
        disks = [("1.0", "1.1"), ("1.3", "1.0")],
        disk = [],
    ),
    child_versions(("1.0", "1.0"))
)]
struct Server {
    disk: Attr<Disk>,
    disks: Attr<Vec<Disk>>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", relationships(disk = ("1.0", "1.0")))]
struct Chassis {
    disk: Attr<Disk>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", list_of = Disk, child_versions("1.0", "1.0"))]
struct DiskList {
    objects: Attr<Vec<Disk>>,
    meta: ObjectMeta,
}

fn main() {}
