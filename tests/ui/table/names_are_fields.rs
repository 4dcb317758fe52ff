//! What a table names is a field of the object, of a mixin or of its parent.

use versioned_object_core::prelude::*;

#[derive(Clone, FieldMixin)]
pub struct Times {
    created_at: Attr<Option<DateTime<Utc>>>,
    deleted: Attr<bool>,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.0",
    table = "disks",
    key = serail,
    //    ^^^^^^ `serail` is no field of the object, did you mean `serial`?
    project = tenant,
    //        ^^^^^^ `tenant` is no field of the object: `project` names one of its own, of a mixin or of its parent
    soft_delete(flag = delted, set(Owner = "nobody")),
    //                 ^^^^^^ `delted` is no field of the object, did you mean `deleted`?
    //                             ^^^^^ `Owner` is no field of the object, did you mean `owner`?
    timestamps(created = creatd_at),
    //                   ^^^^^^^^^ `creatd_at` is no field of the object, did you mean `created_at`?
)]
pub struct Disk {
    serial: Attr<i64>,
    owner: Attr<String>,
    #[field(flatten)]
    times: Times,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(extends = Disk, table = "drives", key = seral, project = owner)]
//                                                         ^^^^^ `seral` is no field of the object, did you mean `serial`?
pub struct Drive {
    base: Disk,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "lamps", project = meta)]
//                                                             ^^^^ `meta` is no field of the object: `project` names
pub struct Lamp {
    id: Attr<Uuid>,
    meta: ObjectMeta,
}

fn main() {}
