//! An object is a struct with named fields.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Tuple(Attr<i64>);
//          ^^^^^^^^^^^ `VersionedObject` is for structs with named fields: write `{ name: Attr<T>,

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Unit;
//     ^^^^ `VersionedObject` is for structs with named fields: write `Unit { … }`

#[derive(Clone, Copy, Debug, PartialEq, Eq, VersionedObject)]
#[versioned_object(version = "1.0")]
pub enum Status {
//  ^^^^ `VersionedObject` is for structs with named fields; an enum derives
    Creating,
}

#[derive(Clone, Copy, VersionedObject)]
#[versioned_object(version = "1.0")]
pub union Either {
//  ^^^^^ `VersionedObject` is for structs with named fields
    number: i64,
    measure: f64,
}

fn main() {}
