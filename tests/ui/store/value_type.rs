use versioned_object_core::prelude::*;
use versioned_object_core::store::{Case, ConditionalUpdate};

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
    let _query: Query<Disk> = Query::new().filter(Disk::SIZE.eq("10"));
    //                                                          ^^^^ a field of type `i64` does not take a `&str`
    let _query: Query<Disk> = Query::new().filter(Disk::STATE.is_in([State::Idle]).or(Disk::STATE.eq("moving")));
    //                                                                                               ^^^^^^^^ a field of type `State` does not take a `&str`
    let _query: Query<Disk> = Query::new().filter(Disk::SIZE.eq(None));
    //                                                          ^^^^ a field of type `i64` does not take a `Option<_>`
    let _update: ConditionalUpdate<Disk> = ConditionalUpdate::new().set(Disk::SIZE, true);
    //                                                                              ^^^^ a field of type `i64` does not take a `bool`
    let _update: ConditionalUpdate<Disk> = ConditionalUpdate::new().set(Disk::STATE, Disk::SIZE.plus(1));
    //                                                                               ^^^^^^^^^^^^^^^^^^ a `Expr<_, i64>` cannot stand for a value of type `State`
    let case = Case::new().when(Disk::SIZE.gt(1), "moving").otherwise(State::Idle);
    //                                            ^^^^^^^^ a field of type `State` does not take a `&str`
    let _update: ConditionalUpdate<Disk> = ConditionalUpdate::new().set(Disk::STATE, case);
}
