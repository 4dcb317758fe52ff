//! Rows are not found, ordered or updated by a field without a column.

use versioned_object_core::prelude::*;
use versioned_object_core::store::{ConditionalUpdate, Direction, not};

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
    let _: Query<Disk> = Query::new().filter(Disk::HINT.eq("new"));
    //                                                  ^^ this field has no column
    let _: Query<Disk> = Query::new().filter(Disk::PARTS.eq(vec![]));
    //                                                   ^^ this field has no column
    let _: Query<Disk> = Query::new().filter_by(Disk::HINT, "new");
    //                                          ^^^^^^^^^^ this field has no column
    let _: Query<Disk> = Query::new().sort(Disk::HINT.asc());
    //                                                ^^^ this field has no column
    let _: Query<Disk> = Query::new().sort_by(Disk::HINT, Direction::Asc);
    //                                        ^^^^^^^^^^ this field has no column
    let _: Query<Disk> = Query::new().sort_keys([Disk::HINT]);
    //                                ^^^^^^^^^ this field has no column
    let _: ConditionalUpdate<Disk> = ConditionalUpdate::new().set(Disk::HINT, "old");
    //                                                            ^^^^^^^^^^ this field has no column
    let _: ConditionalUpdate<Disk> = ConditionalUpdate::new().set(Disk::HOST, Disk::HINT);
    //                                                                        ^^^^^^^^^^ a `Key<Disk, Option<std::string::String>, NoColumn>` cannot stand for
    let _: ConditionalUpdate<Disk> = ConditionalUpdate::new().expect_by(Disk::HINT, not("old"));
    //                                                                  ^^^^^^^^^^ this field has no column
    let _: ConditionalUpdate<Disk> = ConditionalUpdate::new().order([Disk::HINT]);
    //                                                        ^^^^^ this field has no column
}
