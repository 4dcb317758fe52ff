//! The name of a column is one that a database takes.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "disks")]
pub struct Disk {
    id: Attr<Uuid>,
    #[field(column = "")]
    //               ^^ the name of a column has letters, digits, `_`, `-` and `$`, and is not empty
    size: Attr<i64>,
    #[field(column = "the name")]
    //               ^^^^^^^^^^ the name of a column has letters
    name: Attr<String>,
    #[field(column = "x\"; DROP TABLE disks; --")]
    //               ^^^^^^^^^^^^^^^^^^^^^^^^^^^ the name of a column has letters
    label: Attr<String>,
    #[field(column = "disks.note")]
    //               ^^^^^^^^^^^^ the name of a column has letters
    note: Attr<String>,
    meta: ObjectMeta,
}

fn main() {}
