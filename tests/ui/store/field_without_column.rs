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
    #[field(read_only)]
    made_at: Attr<DateTime<Utc>>,
    #[field(no_column)]
    hint: Attr<Option<String>>,
    parts: Attr<Vec<Part>>,
    meta: ObjectMeta,
}

fn main() {
    let _query: Query<Disk> = Query::new().filter(Disk::HINT.eq("new"));
    //                                                       ^^ this field has no column
    let _query: Query<Disk> = Query::new().filter(Disk::PARTS.eq(vec![]));
    //                                                        ^^ this field has no column
    let _query: Query<Disk> = Query::new().sort(Disk::HINT.asc());
    //                                                     ^^^ this field has no column
    let _update: ConditionalUpdate<Disk> = ConditionalUpdate::new().set(Disk::HINT, "old");
    //                                                              ^^^ this field has no column
}
