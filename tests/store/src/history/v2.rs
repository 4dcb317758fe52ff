//! The second release: another name, and two more fields.

use versioned_object_core::prelude::*;

/// A scooter.
#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.1",
    namespace = "rental",
    table = "scooters",
    timestamps(created = made_at, updated = written_at)
)]
pub struct Scooter {
    id: Attr<Uuid>,
    frame: Attr<i64>,
    #[field(renamed("1.1", "place"))]
    dock: Attr<String>,
    price: Attr<String>,
    lamp: Attr<bool>,
    state: Attr<super::v1::State>,
    note: Attr<Option<String>>,
    load: Attr<i32>,
    rank: Attr<Option<i64>>,
    #[field(since("1.1", fill = 5), default = 7)]
    gears: Attr<i64>,
    #[field(since = "1.1")]
    weight: Attr<Option<f64>>,
    made_at: Attr<Option<DateTime<Utc>>>,
    written_at: Attr<Option<DateTime<Utc>>>,
    meta: ObjectMeta,
}
