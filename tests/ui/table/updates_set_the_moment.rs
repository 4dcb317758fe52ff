//! The moment of the last update is not read-only.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "disks", timestamps(updated = seen))]
//                                                                        ^^^^ `seen` is read-only, and each update sets it: remove `read_only`
pub struct Disk {
    id: Attr<Uuid>,
    #[field(read_only)]
    seen: Attr<Option<DateTime<Utc>>>,
    meta: ObjectMeta,
}

fn main() {}
