//! A field of a subclass has the type of a field.

use versioned_object_core::prelude::*;

#[derive(Clone)]
struct Geometry {
    heads: i64,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Port {
    number: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(extends = Port)]
struct Drive {
    base: Port,
    geometry: Attr<Geometry>,
    //             ^^^^^^^^ `Geometry` is not the type of a field
    many: Attr<Option<Vec<Geometry>>>,
    //                    ^^^^^^^^ `Geometry` is not the type of a field
}

fn main() {}
