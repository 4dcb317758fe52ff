//! A version between two others has a change.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.3")]
//                           ^^^^^ nothing here changed in 1.2, between 1.1 and 1.3
struct Lamp {
    #[field(since = "1.1")]
    watts: Attr<i64>,
    #[field(renamed("1.3", "color"))]
    colour: Attr<String>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "2.4", note("1.7", "lists"), note("2.1", "hosts"), note("2.4", "rooms"))]
//                           ^^^^^ nothing here changed in 2.2, between 2.1 and 2.4
struct House {
    rooms: Attr<i64>,
    meta: ObjectMeta,
}

fn main() {}
