//! The fourth release: it has changed more than is good for it.

use versioned_object_core::prelude::*;

use super::v3::{to_mills, to_text};

/// What a scooter is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
pub enum State {
    /// It stands.
    Docked,
    /// It goes.
    OnTheRoad,
    /// It does neither.
    InRepair,
}

/// A scooter.
#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.3",
    namespace = "rental",
    table = "scooters",
    timestamps(created = made_at, updated = written_at)
)]
pub struct Scooter {
    id: Attr<Uuid>,
    frame: Attr<i64>,
    #[field(renamed("1.1", "place"))]
    dock: Attr<String>,
    #[field(changed("1.2", from = String, down = to_text, up = to_mills), renamed("1.3", "price"))]
    cost: Attr<i64>,
    #[field(until = "1.2")]
    lamp: Attr<bool>,
    #[field(value("1.3", InRepair, instead = OnTheRoad))]
    state: Attr<State>,
    note: Attr<Option<String>>,
    #[field(changed("1.3", from = i32, as_is))]
    load: Attr<i64>,
    #[field(changed("1.3", from = Option<i64>, as_is), default = 0)]
    rank: Attr<i64>,
    #[field(since("1.1", fill = "g5"), default = "g7", changed("1.3", from = i64, down = to_number, up = to_gears))]
    gears: Attr<String>,
    #[field(since = "1.1")]
    weight: Attr<Option<f64>>,
    #[field(since("1.2", fill = "nowhere"))]
    place: Attr<String>,
    #[field(since("1.3", fill = Uuid::new_v4()))]
    serial: Attr<Uuid>,
    made_at: Attr<Option<DateTime<Utc>>>,
    written_at: Attr<Option<DateTime<Utc>>>,
    meta: ObjectMeta,
}

fn to_gears(number: i64) -> String {
    format!("g{number}")
}

fn to_number(text: &str) -> std::result::Result<i64, std::num::ParseIntError> {
    text.trim_start_matches('g').parse()
}
