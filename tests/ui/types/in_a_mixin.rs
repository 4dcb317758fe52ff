//! A field of a mixin has the type of a field.

use versioned_object_core::prelude::*;

#[derive(Clone)]
struct Geometry {
    heads: i64,
}

#[derive(Clone, FieldMixin)]
struct Shape {
    geometry: Attr<Geometry>,
    //             ^^^^^^^^ `Geometry` is not the type of a field
    many: Attr<Vec<Geometry>>,
    //             ^^^^^^^^ `Geometry` is not the type of a field
}

#[derive(Clone, FieldMixin)]
struct Parts {
    sectors: Attr<usize>,
    //            ^^^^^ `usize` is not the type of a field: write `u64`
}

fn main() {}
