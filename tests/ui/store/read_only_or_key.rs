//! An update sets neither a read-only field nor the key.

use versioned_object_core::prelude::*;
use versioned_object_core::store::ConditionalUpdate;

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
    let now = DateTime::<Utc>::UNIX_EPOCH;
    let _: Query<Disk> = Query::new().filter(Disk::MADE_AT.lt(now)).sort(Disk::ID.asc());
    let _: ConditionalUpdate<Disk> = ConditionalUpdate::new().expect_by(Disk::ID, Uuid::nil());
    let _: ConditionalUpdate<Disk> = ConditionalUpdate::new().set(Disk::MADE_AT, now);
    //                                                            ^^^^^^^^^^^^^ this field is read-only, or the key of its table: an update cannot set it
    let _: ConditionalUpdate<Disk> = ConditionalUpdate::new().set(Disk::ID, Uuid::nil());
    //                                                            ^^^^^^^^ this field is read-only, or the key of its table: an update cannot set it
}
