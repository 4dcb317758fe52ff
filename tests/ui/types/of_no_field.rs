//! A type of one's own says how it is read and written.

use versioned_object_core::prelude::*;

#[derive(Clone)]
struct Geometry {
    heads: i64,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", table = "disks")]
struct Disk {
    id: Attr<Uuid>,
    geometry: Attr<Geometry>,
    //             ^^^^^^^^ `Geometry` is not the type of a field
    perhaps: Attr<Option<Geometry>>,
    //                   ^^^^^^^^ `Geometry` is not the type of a field
    many: Attr<Vec<Geometry>>,
    //             ^^^^^^^^ `Geometry` is not the type of a field
    boxes: Attr<Option<Vec<Option<Geometry>>>>,
    //                            ^^^^^^^^ `Geometry` is not the type of a field
    #[field(read_only, sensitive, column = "last")]
    last: Attr<Geometry>,
    //         ^^^^^^^^ `Geometry` is not the type of a field
    #[field(until = "1.1")]
    gone: Attr<Geometry>,
    //         ^^^^^^^^ `Geometry` is not the type of a field
    meta: ObjectMeta,
}

fn main() {}
