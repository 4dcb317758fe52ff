//! The moment of deletion may be null: a row that is not deleted has none.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "disks", soft_delete(flag = gone, at = gone_at))]
//                                                                                 ^^^^^^^ `gone_at` is never null, but has no value before the object is deleted: write `Attr<Option<…>>`
pub struct Disk {
    id: Attr<Uuid>,
    gone: Attr<bool>,
    gone_at: Attr<DateTime<Utc>>,
    meta: ObjectMeta,
}

fn main() {}
