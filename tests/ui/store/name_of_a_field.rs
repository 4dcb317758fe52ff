//! A field is found by its key or by a text.

use versioned_object_core::prelude::*;
use versioned_object_core::store::{ConditionalUpdate, field};

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
    let _: Query<Disk> = Query::new().filter(field(Disk::SIZE).eq(1));
    //                                             ^^^^^^^^^^ `Key<Disk, i64>` is no name of a field
    let _: Query<Disk> = Query::new().filter_by(1, 2);
    //                                          ^ `{integer}` is neither a key of this object nor the name of a field
    let _: Query<Disk> = Query::new().filter_by(&Disk::SIZE, 2);
    //                                          ^^^^^^^^^^^ `&Key<Disk, i64>` is neither a key of this object nor the name of a field
    let _: Query<Disk> = Query::new().filter(Disk::SZE.eq(1));
    //                                             ^^^ no … named `SZE` found for struct `Disk`
    let _: ConditionalUpdate<Disk> = ConditionalUpdate::new().set(Some("size"), 2);
    //                                                            ^^^^^^^^^^^^ `Option<&str>` is neither a key of this object nor the name of a field
}
