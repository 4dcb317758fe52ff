use versioned_object_core::prelude::*;

#[derive(VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
//     ^^^^ the trait bound `Disk: Clone` is not satisfied
    size: Attr<i64>,
    meta: ObjectMeta,
}

fn main() {}
