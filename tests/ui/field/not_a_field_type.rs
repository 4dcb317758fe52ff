use versioned_object_core::prelude::*;

#[derive(Clone)]
struct Geometry {
    heads: i64,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    geometry: Attr<Geometry>,
    //             ^^^^^^^^ `Geometry` cannot be the type of a field
    sectors: Attr<Option<usize>>,
    //            ^^^^^^^^^^^^^ `usize` cannot be the type of a field
    //                   ^^^^^ `usize` cannot be the type of a field
    partitions: Attr<Vec<Geometry>>,
    //               ^^^^^^^^^^^^^ `Geometry` cannot be the type of a field
    meta: ObjectMeta,
}

fn main() {}
