//! What marks a row as deleted is not true by default.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "disks", soft_delete(flag = gone))]
//                                                                      ^^^^ `gone` is true by default, and marks rows as deleted: a new object would be one, write `default = false`
pub struct Disk {
    id: Attr<Uuid>,
    #[field(default = true)]
    gone: Attr<bool>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "racks", soft_delete(flag = gone))]
//                                                                      ^^^^ `gone` is true by default, and marks rows as deleted
pub struct Rack {
    id: Attr<Uuid>,
    #[field(default = !false)]
    gone: Attr<bool>,
    meta: ObjectMeta,
}

const GONE: bool = true;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "rooms", soft_delete(flag = gone))]
//                                                                      ^^^^ `gone` is true by default, and marks rows as deleted
pub struct Room {
    id: Attr<Uuid>,
    #[field(default = GONE)]
    gone: Attr<bool>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "halls", soft_delete(flag = gone))]
pub struct Hall {
    id: Attr<Uuid>,
    #[field(default = !GONE)]
    gone: Attr<bool>,
    meta: ObjectMeta,
}

#[derive(Clone, FieldMixin)]
pub struct Marks {
    #[field(default = true)]
    gone: Attr<Option<bool>>,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "lamps", soft_delete(flag = gone))]
//                                                                      ^^^^ `gone` is true by default, and marks rows as deleted
pub struct Lamp {
    id: Attr<Uuid>,
    #[field(flatten)]
    marks: Marks,
    meta: ObjectMeta,
}

fn main() {}
