//! A key is for the objects that have its field.

use versioned_object_core::prelude::*;
use versioned_object_core::store::{ConditionalUpdate, Direction};

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

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "lamps")]
struct Lamp {
    id: Attr<i64>,
    watts: Attr<i64>,
    meta: ObjectMeta,
}

fn one() -> Query<Disk> {
    Query::new().filter(Lamp::WATTS.gt(10))
    //                              ^^ `Disk` has no field with a key of `Lamp`
}

fn two() -> Query<Disk> {
    Query::new().filter(Disk::SIZE.gt(10).and(Lamp::WATTS.eq(10)))
    //                                                    ^^ `Disk` has no field with a key of `Lamp`
}

fn three() -> Query<Disk> {
    Query::new().sort(Lamp::WATTS.desc())
    //                            ^^^^ `Disk` has no field with a key of `Lamp`
}

fn four() -> Query<Disk> {
    Query::new().filter_by(Lamp::WATTS, 10)
    //                     ^^^^^^^^^^^ `Key<Lamp, i64>` is neither a key of this object nor the name of a field
}

fn five() -> Query<Disk> {
    Query::new().sort_by(Lamp::WATTS, Direction::Desc)
    //                   ^^^^^^^^^^^ `Key<Lamp, i64>` is neither a key of this object nor the name of a field
}

fn six() -> ConditionalUpdate<Disk> {
    ConditionalUpdate::new().set(Lamp::WATTS, 10)
    //                           ^^^^^^^^^^^ `Key<Lamp, i64>` is neither a key of this object nor the name of a field
}

fn seven() -> ConditionalUpdate<Disk> {
    ConditionalUpdate::new().set(Disk::SIZE, Lamp::WATTS.plus(1))
    //                                                   ^^^^ `Disk` has no field with a key of `Lamp`
}

fn eight() -> ConditionalUpdate<Disk> {
    ConditionalUpdate::new().expect_by(Lamp::WATTS, 10)
    //                                 ^^^^^^^^^^^ `Key<Lamp, i64>` is neither a key of this object nor the name of a field
}

async fn nine(ctx: &Context) -> Result<()> {
    Disk::list(ctx, &Query::new().filter(Lamp::WATTS.le(10))).await?;
    //                                               ^^ `Disk` has no field with a key of `Lamp`
    Ok(())
}

fn main() {}
