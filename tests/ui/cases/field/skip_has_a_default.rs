use versioned_object_core::prelude::*;

#[derive(Clone)]
struct Connection;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    #[field(skip)]
    connection: Connection,
    meta: ObjectMeta,
}

fn main() {}
