//! Versions with a change: here, in a mixin, in the parent; and state machines.

#![deny(warnings)]
#![allow(dead_code)]

use versioned_object_core::prelude::*;

#[derive(Clone, FieldMixin)]
struct Times {
    #[field(since = "1.1")]
    created_at: Attr<Option<DateTime<Utc>>>,
    #[field(renamed("1.2", "changed_at"))]
    updated_at: Attr<Option<DateTime<Utc>>>,
}

/// What is new is in the mixin.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.2")]
struct Lamp {
    watts: Attr<i64>,
    #[field(flatten)]
    times: Times,
    meta: ObjectMeta,
}

/// What is new between is in the mixin.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.4", note("1.3", "it is brighter"))]
struct Torch {
    #[field(since = "1.4")]
    watts: Attr<i64>,
    #[field(flatten)]
    times: Times,
    meta: ObjectMeta,
}

/// What is new is in the parent, or in its mixin.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.4", extends = Torch)]
struct Candle {
    base: Torch,
}

/// The parent is further.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.3", extends = Torch)]
struct Match {
    base: Torch,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.5", extends = Torch, note("1.5", "it is longer"))]
struct Lantern {
    base: Torch,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(extends = Torch)]
struct Lighter {
    base: Torch,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", subclass_of = Torch)]
struct Flame {
    watts: Attr<i64>,
    meta: ObjectMeta,
}

/// One name in two namespaces.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", namespace = "house", subclass_of = Torch, name = "Torch")]
struct HouseTorch {
    watts: Attr<i64>,
    meta: ObjectMeta,
}

/// One name in two versions.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "2.0", name = "Torch")]
struct NextTorch {
    watts: Attr<i64>,
    meta: ObjectMeta,
}

/// One that began below 1.0.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", note("1.0", "it is stable"))]
struct Early {
    #[field(since = "0.9", renamed("1.0", "lumen"))]
    lumens: Attr<i64>,
    meta: ObjectMeta,
}

/// Only the last versions are known.
#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.8",
    note("1.7", "it is flat"),
    note("1.8", "it is round"),
    note("1.8", "and blue")
)]
struct Late {
    #[field(since("1.7", fill = 1), default = 2)]
    lumens: Attr<i64>,
    meta: ObjectMeta,
}

/// Nothing older is told of the major version before.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "2.1", note("2.0", "it is flat"))]
struct Major {
    #[field(since = "1.4", changed("2.1", from = Option<i64>, as_is), default = 2)]
    lumens: Attr<i64>,
    meta: ObjectMeta,
}

/// The last one is final; one may stay in a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
enum State {
    #[enum_field(to(Idle, Busy))]
    Idle,
    #[enum_field(to(Idle, Gone))]
    Busy,
    #[enum_field(start, to(Idle))]
    Imported,
    Gone,
}

mod other {
    use versioned_object_core::prelude::*;

    /// One name in two versions, as while a table is moved.
    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "2.0", namespace = "house", name = "Torch")]
    struct Torch {
        meta: ObjectMeta,
    }
}

fn main() {}
