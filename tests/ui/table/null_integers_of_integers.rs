//! `null_integers` is for tables with whole numbers.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "disks", null_integers = zero)]
//                                                   ^^^^^^^^^^^^^ no field of the table is a whole number: remove `null_integers`
pub struct Disk {
    id: Attr<Uuid>,
    name: Attr<Option<String>>,
    #[field(no_column)]
    size: Attr<Option<i64>>,
    meta: ObjectMeta,
}

fn main() {}
