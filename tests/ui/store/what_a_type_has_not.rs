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
    let _query: Query<Disk> = Query::new().filter(Disk::SIZE.is_null());
    //                                                       ^^^^^^^ a field of type `i64` is never null
    let _query: Query<Disk> = Query::new().filter(Disk::STATE.lt(State::Moving));
    //                                                        ^^ values of `State` have no order in a column
    let _query: Query<Disk> = Query::new().filter(Disk::SIZE.like("1%"));
    //                                                       ^^^^ values of `i64` are no texts to look into
    let _update: ConditionalUpdate<Disk> = ConditionalUpdate::new().set(Disk::HOST, Disk::HOST.plus("a"));
    //                                                                                         ^^^^ values of `std::string::String` are no numbers in a column
}
