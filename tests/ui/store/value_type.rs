//! A field is compared with, and set to, what its setter takes.

use versioned_object_core::prelude::*;
use versioned_object_core::store::{Case, ConditionalUpdate, field};

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
    let _: Query<Disk> = Query::new().filter(Disk::SIZE.eq("large"));
    //                                                     ^^^^^^^ a field of type `i64` is not compared with a `&str`
    let _: Query<Disk> = Query::new().filter(Disk::STATE.eq("moving"));
    //                                                      ^^^^^^^^ a field of type `State` is not compared with a `&str`
    let _: Query<Disk> = Query::new().filter(Disk::SIZE.ne(None));
    //                                                     ^^^^ a field of type `i64` is not compared with a `Option<_>`
    let _: Query<Disk> = Query::new().filter(Disk::TAGS.eq("fast"));
    //                                                     ^^^^^^ a field of type `Vec<std::string::String>` is not compared with a `&str`
    let _: Query<Disk> = Query::new().filter(Disk::SIZE.is_in(["a", "b"]));
    //                                                        ^^^^^^^^^^ a field of type `i64` is not compared with what is in a `[&str; 2]`
    let _: Query<Disk> = Query::new().filter(Disk::SIZE.between(1, "b"));
    //                                                             ^^^ a field of type `i64` is not compared with a `&str`
    let _: Query<Disk> = Query::new().filter(Disk::HOST.like(1));
    //                                                       ^ a field of type `std::string::String` does not take a `{integer}`
    let _: Query<Disk> = Query::new().filter_by(Disk::SIZE, "large");
    //                                                      ^^^^^^^ a field of type `i64` is not compared with a `&str`
    let _: Query<Disk> = Query::new().filter_by(Disk::STATE, "moving");
    //                                                       ^^^^^^^^ a field of type `State` is not compared with a `&str`
    let _: Query<Disk> = Query::new().filter_by(Disk::SIZE, [1, 2]);
    //                                                      ^^^^^^ a field of type `i64` is not compared with a `[{integer}; 2]`
    let _: ConditionalUpdate<Disk> = ConditionalUpdate::new().set(Disk::SIZE, true);
    //                                                                        ^^^^ a `bool` cannot stand for a value of type `i64`
    let _: ConditionalUpdate<Disk> = ConditionalUpdate::new().set(Disk::STATE, "idle");
    //                                                                         ^^^^^^ a `&str` cannot stand for a value of type `State`
    let _: ConditionalUpdate<Disk> = ConditionalUpdate::new().set(Disk::STATE, Disk::SIZE.plus(1));
    //                                                                         ^^^^^^^^^^^^^^^^^^ a `Expr<_, i64>` cannot stand for a value of type `State`
    let _: ConditionalUpdate<Disk> = ConditionalUpdate::new().set(Disk::SIZE, Disk::HOST);
    //                                                                        ^^^^^^^^^^ a `Key<Disk, Option<std::string::String>>` cannot stand for a value of type `i64`
    let _: ConditionalUpdate<Disk> = ConditionalUpdate::new().set(Disk::SIZE, field("host"));
    //                                                                        ^^^^^^^^^^^^^ a `versioned_object_core::store::Field` cannot stand for a value of type `i64`
    let case = Case::new().when(Disk::SIZE.gt(1), "moving").otherwise(State::Idle);
    //                                            ^^^^^^^^ a `&str` cannot stand for a value of type `State`
    let _: ConditionalUpdate<Disk> = ConditionalUpdate::new().set(Disk::STATE, case);
}
