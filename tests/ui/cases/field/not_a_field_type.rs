use versioned_object_core::prelude::*;

#[derive(Clone)]
struct Geometry {
    heads: i64,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    geometry: Attr<Geometry>,
    sectors: Attr<Option<usize>>,
    partitions: Attr<Vec<Geometry>>,
    meta: ObjectMeta,
}

fn main() {}
