//! An object that speaks of versions below the first says what the first one changed.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.2", note("1.2", "it is larger"))]
struct Disk {
    #[field(since = "0.2")]
    //              ^^^^^ 0.2 is below 1.0, the first version of the object: remove it, or say what 1.0 changed, `note("1.0", "…")`
    size: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", note("1.1", "it is larger"))]
struct Lamp {
    #[field(since = "0.2", until = "1.0")]
    watts: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Room {
    #[field(since = "1.0", until = "1.0")]
    //                             ^^^^^ the field is removed in 1.0 but added in 1.0: give `until` a version above `since`
    name: Attr<String>,
    meta: ObjectMeta,
}

fn main() {}
