//! New values are those of an enum.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1")]
struct Lamp {
    #[field(value("1.1", Dimmed, instead = On))]
    //      ^^^^^ `value` is for enums, and for lists, sets and maps of one: `String` has no variants
    state: Attr<String>,
    #[field(value("1.1", Dimmed, instead = On))]
    //      ^^^^^ `value` is for enums, and for lists, sets and maps of one: `Vec<i64>` has no variants
    states: Attr<Option<Vec<i64>>>,
    meta: ObjectMeta,
}

fn main() {}
