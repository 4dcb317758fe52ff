//! What an update expects of a field is what its setter takes, or `not` of it.

use versioned_object_core::prelude::*;
use versioned_object_core::store::{ConditionalUpdate, not};

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
    let _: ConditionalUpdate<Disk> = ConditionalUpdate::new().expect_by(Disk::SIZE, "large");
    //                                                                              ^^^^^^^ a field of type `i64` is not expected to be a `&str`
    let _: ConditionalUpdate<Disk> = ConditionalUpdate::new().expect_by(Disk::STATE, not("idle"));
    //                                                                               ^^^^^^^^^^^ a field of type `State` is not expected to be a `versioned_object_core::store::Not<&str>`
    let _: ConditionalUpdate<Disk> = ConditionalUpdate::new().expect_by(Disk::STATE, [State::Idle]);
    //                                                                               ^^^^^^^^^^^^^ a field of type `State` is not expected to be a `[State; 1]`
    let _: ConditionalUpdate<Disk> = ConditionalUpdate::new().expect("size");
    //                                                               ^^^^^^ mismatched types
}
