//! What a table names is a field, as it is on the wire, with a column.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "disks", project = project_id)]
pub struct Disk {
//         ^^^^ `project` is `project_id`, which is no field of the object: name a
    id: Attr<Uuid>,
    owner: Attr<String>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "lamps", soft_delete(flag = gone))]
pub struct Lamp {
//         ^^^^ `flag` is `gone`, which has no column
    id: Attr<Uuid>,
    #[field(no_column)]
    gone: Attr<bool>,
    meta: ObjectMeta,
}

fn main() {}
