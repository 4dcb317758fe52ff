//! The elements of a list are there in every version, under one name.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Lamp {
    on: Attr<bool>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.3", list_of = Lamp)]
struct LampList {
    #[field(since = "1.1", renamed("1.2", "lamps"), until = "1.3")]
    //      ^^^^^ a list has `objects` in every version: remove `since`
    //                     ^^^^^^^ a list has `objects` in every version: remove `renamed`
    //                                              ^^^^^ a list has `objects` in every version: remove `until`
    objects: Attr<Vec<Lamp>>,
    meta: ObjectMeta,
}

fn main() {}
