//! A field of Rust alone has a default.

use versioned_object_core::prelude::*;

#[derive(Clone)]
struct Connection;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    #[field(skip)]
    connection: Connection,
    //          ^^^^^^^^^^ the trait bound `Connection: Default` is not satisfied
    meta: ObjectMeta,
}

fn main() {}
