//! A version between two others has a change, here, in a mixin or in the parent.

use versioned_object_core::prelude::*;

#[derive(Clone, FieldMixin)]
struct Times {
    #[field(since = "1.1")]
    created_at: Attr<Option<DateTime<Utc>>>,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.3")]
//                           ^^^^^ nothing here, in a mixin or in the parent changed in 1.2, between 1.1 and 1.3
struct Lamp {
    #[field(since = "1.3")]
    watts: Attr<i64>,
    #[field(flatten)]
    times: Times,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.2")]
//                           ^^^^^ nothing here, in a mixin or in the parent changed in 1.2: give the change its version
struct Room {
    #[field(flatten)]
    times: Times,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1")]
struct House {
    #[field(since = "1.1")]
    rooms: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.3", extends = House, note("1.3", "it is taller"))]
//                           ^^^^^ nothing here, in a mixin or in the parent changed in 1.2, between 1.1 and 1.3
struct Tower {
    base: House,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.2", extends = House)]
//                           ^^^^^ nothing here, in a mixin or in the parent changed in 1.2: give the change its version
struct Barn {
    base: House,
}

fn main() {}
