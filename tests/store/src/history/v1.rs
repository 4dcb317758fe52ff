//! The first release.

use versioned_object_core::prelude::*;

/// What a scooter is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
pub enum State {
    /// It stands.
    Docked,
    /// It goes.
    OnTheRoad,
}

/// A scooter.
#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.0",
    namespace = "rental",
    table = "scooters",
    timestamps(created = made_at, updated = written_at)
)]
pub struct Scooter {
    id: Attr<Uuid>,
    frame: Attr<i64>,
    place: Attr<String>,
    price: Attr<String>,
    lamp: Attr<bool>,
    state: Attr<State>,
    note: Attr<Option<String>>,
    load: Attr<i32>,
    rank: Attr<Option<i64>>,
    made_at: Attr<Option<DateTime<Utc>>>,
    written_at: Attr<Option<DateTime<Utc>>>,
    meta: ObjectMeta,
}
