//! No field is in the column of a parent's.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "disks")]
pub struct Disk {
    id: Attr<Uuid>,
    size: Attr<i64>,
    #[field(column = "kind")]
    sort: Attr<String>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(extends = Disk, table = "drives")]
pub struct Drive {
    base: Disk,
    #[field(column = "SIZE")]
    //               ^^^^^^ `length` and `size` are both in the column `size`: give one of them another `column`
    length: Attr<i64>,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(extends = Disk, table = "tapes")]
pub struct Tape {
    base: Disk,
    kind: Attr<String>,
  //^^^^ `kind` and `sort` are both in the column `kind`
}

fn main() {}
