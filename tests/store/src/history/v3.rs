//! The third release: a price that is a number, no lamp, and another field of a name that was free.

use versioned_object_core::prelude::*;

/// A scooter.
#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.2",
    namespace = "rental",
    table = "scooters",
    timestamps(created = made_at, updated = written_at)
)]
pub struct Scooter {
    id: Attr<Uuid>,
    frame: Attr<i64>,
    #[field(renamed("1.1", "place"))]
    dock: Attr<String>,
    #[field(changed("1.2", from = String, down = to_text, up = to_mills))]
    price: Attr<i64>,
    #[field(until = "1.2")]
    lamp: Attr<bool>,
    state: Attr<super::v1::State>,
    note: Attr<Option<String>>,
    load: Attr<i32>,
    rank: Attr<Option<i64>>,
    #[field(since("1.1", fill = 5), default = 7)]
    gears: Attr<i64>,
    #[field(since = "1.1")]
    weight: Attr<Option<f64>>,
    #[field(since("1.2", fill = "nowhere"))]
    place: Attr<String>,
    made_at: Attr<Option<DateTime<Utc>>>,
    written_at: Attr<Option<DateTime<Utc>>>,
    meta: ObjectMeta,
}

/// A price in thousandths, for a release that has hundredths.
pub fn to_text(mills: i64) -> String {
    format!("{}.{:02}", mills / 1000, mills % 1000 / 10)
}

/// The opposite.
///
/// # Errors
/// When it is no price.
pub fn to_mills(text: &str) -> std::result::Result<i64, String> {
    let whole = text.replace('.', "").parse::<i64>();
    whole.map(|cents| cents * 10).map_err(|_| format!("expected a price, got {text:?}"))
}
