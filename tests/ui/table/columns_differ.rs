//! No two fields are in one column; small letters and capitals are the same there.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "disks")]
pub struct Disk {
    id: Attr<Uuid>,
    #[field(column = "owner")]
    //               ^^^^^^^ `tenant` and `owner` are both in the column `owner`: give one of them another `column`
    tenant: Attr<String>,
    owner: Attr<String>,
    #[field(column = "dimension")]
    size: Attr<i64>,
    #[field(column = "Dimension")]
    //               ^^^^^^^^^^^ `length` and `size` are both in the column `dimension`
    length: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "lamps")]
pub struct Lamp {
    id: Attr<Uuid>,
    watts: Attr<i64>,
    #[field(rename = "Watts")]
    //               ^^^^^^^ `power` and `watts` are both in the column `watts`
    power: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, FieldMixin)]
pub struct Marks {
    #[field(column = "mark")]
    colour: Attr<String>,
    #[field(column = "MARK")]
    //               ^^^^^^ `shape` and `colour` are both in the column `mark`
    shape: Attr<String>,
}

fn main() {}
