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
    let _query: Query<Disk> = Query::new().filter(Disk::STATE.is_in([State::Idle]).or(Disk::STATE.eq("moving")));
    let _query: Query<Disk> = Query::new().filter(Disk::SIZE.eq(None));
    let _update: ConditionalUpdate<Disk> = ConditionalUpdate::new().set(Disk::SIZE, true);
    let _update: ConditionalUpdate<Disk> = ConditionalUpdate::new().set(Disk::STATE, Disk::SIZE.plus(1));
    let case = Case::new().when(Disk::SIZE.gt(1), "moving").otherwise(State::Idle);
    let _update: ConditionalUpdate<Disk> = ConditionalUpdate::new().set(Disk::STATE, case);
}
