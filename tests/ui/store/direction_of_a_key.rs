//! Beside a key, the direction of an order is a `Direction`.

use versioned_object_core::prelude::*;
use versioned_object_core::store::Direction;

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
enum State {
    Idle,
    Moving,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Part {
    name: Attr<String>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "disks")]
struct Disk {
    id: Attr<Uuid>,
    host: Attr<Option<String>>,
    size: Attr<i64>,
    state: Attr<State>,
    tags: Attr<Vec<String>>,
    #[field(read_only)]
    made_at: Attr<DateTime<Utc>>,
    #[field(no_column)]
    hint: Attr<Option<String>>,
    parts: Attr<Vec<Part>>,
    meta: ObjectMeta,
}

fn main() {
    let _: Query<Disk> = Query::new().sort_by(Disk::SIZE, Direction::Asc).sort_by("size", "asc");
    let _: Query<Disk> = Query::new().sort_by(Disk::SIZE, "asc");
    //                                                    ^^^^^ a `&str` is not the direction of a key
    let _: Query<Disk> = Query::new().sort_by(Disk::SIZE, true);
    //                                                    ^^^^ a `bool` is not the direction of a key
    let _: Query<Disk> = Query::new().sort_by("size", true);
    //                                                ^^^^ a `bool` is not the direction of a key
    let _: Query<Disk> = Query::new().sort_by(Disk::SIZE, Direction::Ascending);
    //                                                               ^^^^^^^^^ no variant…named `Ascending`
    let _: Query<Disk> = Query::new().sort(Disk::SIZE.ascending());
    //                                                ^^^^^^^^^ no method named `ascending`
    let _: Query<Disk> = Query::new().sort(Disk::SIZE);
    //                                     ^^^^^^^^^^ mismatched types
}
