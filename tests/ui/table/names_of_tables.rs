//! The name of a table is one that a database takes.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "", project = owner)]
//                                          ^^ the name of a table has letters, digits, `_`, `-` and `$`, and is not empty
pub struct Disk {
    id: Attr<Uuid>,
    owner: Attr<String>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "main.lamps")]
//                                          ^^^^^^^^^^^^ the name of a table has letters
pub struct Lamp {
    id: Attr<Uuid>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "doors; DROP TABLE disks")]
//                                          ^^^^^^^^^^^^^^^^^^^^^^^^^ the name of a table has letters
pub struct Door {
    id: Attr<Uuid>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "sqlite_rooms")]
//                                          ^^^^^^^^^^^^^^ names that begin with `sqlite_` are SQLite's own
pub struct Room {
    id: Attr<Uuid>,
    meta: ObjectMeta,
}

fn main() {}
