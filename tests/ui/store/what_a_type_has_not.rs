//! Only types that have an order, texts, numbers or null are asked for such.

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
    let _: Query<Disk> = Query::new().filter(Disk::SIZE.is_null());
    //                                                  ^^^^^^^ a field of type `i64` is never null
    let _: Query<Disk> = Query::new().filter(Disk::STATE.lt(State::Moving));
    //                                                   ^^ values of `State` have no order in a column
    let _: Query<Disk> = Query::new().filter(Disk::SIZE.like("1%"));
    //                                                  ^^^^ values of `i64` are no texts to look into
    let _: ConditionalUpdate<Disk> = ConditionalUpdate::new().set(Disk::HOST, Disk::HOST.plus("a"));
    //                                                                        ^^^^^^^^^^ values of `Option<std::string::String>` are no numbers in a column
}
