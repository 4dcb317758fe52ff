//! A page begins and ends with numbers, and behind the key of a row.

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
    let _: Query<Disk> = Query::new().limit(10).offset(None).marker("a").sort_by("size", Direction::Asc);
    let _: Query<Disk> = Query::new().limit("10");
    //                                      ^^^^ a field of type `Option<i64>` does not take a `&str`
    let _: Query<Disk> = Query::new().offset(10_i32);
    //                                       ^^^^^^ a field of type `Option<u64>` does not take a `i32`
    let _: Query<Disk> = Query::new().marker(0.5);
    //                                       ^^^ no page begins behind a `{float}`
    let _: Query<Disk> = Query::new().marker(State::Idle);
    //                                       ^^^^^^^^^^^ no page begins behind a `State`
}

async fn purged(ctx: &Context) -> Result<u64> {
    Disk::purge(ctx, "yesterday").await
    //               ^^^^^^^^^^^ a field of type `Option<
}
