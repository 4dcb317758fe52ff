use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    size: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", list_of = Disk)]
struct Missing {
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", list_of = Disk)]
struct OfOthers {
    objects: Attr<Vec<String>>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", list_of = Disk)]
struct Renamed {
    #[field(rename = "disks")]
    objects: Attr<Vec<Disk>>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", list_of = Disk, extends = Disk)]
struct Both {
    base: Disk,
    objects: Attr<Vec<Disk>>,
}

fn main() {}
