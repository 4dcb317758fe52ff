//! A field without a column has no name and no type of one.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "disks")]
pub struct Disk {
    id: Attr<Uuid>,
    #[field(no_column, column = "sice")]
    //                 ^^^^^^ `column` and `no_column` exclude each other: remove one of them
    size: Attr<i64>,
    #[field(sql_type = "TEXT", no_column)]
    //      ^^^^^^^^ `sql_type` and `no_column` exclude each other: remove one of them
    name: Attr<String>,
    meta: ObjectMeta,
}

fn main() {}
