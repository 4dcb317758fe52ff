//! `soft_delete` says which field is true in a deleted row.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "disks", soft_delete(at = deleted_at))]
//                                                   ^^^^^^^^^^^ `soft_delete` takes the field that is true in a deleted row:
pub struct Disk {
    id: Attr<Uuid>,
    deleted_at: Attr<Option<DateTime<Utc>>>,
    meta: ObjectMeta,
}

fn main() {}
