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

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "lamps")]
struct Lamp {
    id: Attr<Uuid>,
    watts: Attr<i64>,
    meta: ObjectMeta,
}

fn main() {
    let _query: Query<Disk> = Query::new().filter(Lamp::WATTS.gt(10));
    //                                                        ^^ `Disk` has no field with a key of `Lamp`
    let _query: Query<Disk> = Query::new().filter(Disk::SIZE.gt(10).and(Lamp::WATTS.eq(10)));
    //                                                                              ^^ `Disk` has no field with a key of `Lamp`
    let _query: Query<Disk> = Query::new().sort(Lamp::WATTS.desc());
    //                                                      ^^^^ `Disk` has no field with a key of `Lamp`
    let _update: ConditionalUpdate<Disk> = ConditionalUpdate::new().set(Lamp::WATTS, 10);
    //                                                                  ^^^^^^^^^^^ `Disk` has no field with a key of `Lamp`
    let _update: ConditionalUpdate<Disk> = ConditionalUpdate::new().set(Disk::SIZE, Lamp::WATTS.plus(1));
    //                                                                                          ^^^^ `Disk` has no field with a key of `Lamp`
}
