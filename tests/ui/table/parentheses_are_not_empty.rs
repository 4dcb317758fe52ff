//! `timestamps` and `set` name a field.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "disks", timestamps())]
//                                                   ^^^^^^^^^^ `timestamps` is empty: write `timestamps(created = created_at, updated = updated_at)`, or remove it
pub struct Disk {
    id: Attr<Uuid>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "lamps", soft_delete(flag = gone, set()))]
//                                                                            ^^^ `set` is empty: write `set(status = "deleted")`, or remove it
pub struct Lamp {
    id: Attr<Uuid>,
    gone: Attr<bool>,
    meta: ObjectMeta,
}

fn main() {}
