//! A table says which field is its key, where that is not called `id`.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "disks")]
//                                  ^^^^^ no field is called `id`, the usual key of a table: say which field is the key, `key = name`
pub struct Disk {
    number: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
pub struct Named {
    name: Attr<String>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(extends = Named, table = "lamps")]
//                                  ^^^^^ no field is called `id`, the usual key of a table
pub struct Lamp {
    base: Named,
}

fn main() {}
