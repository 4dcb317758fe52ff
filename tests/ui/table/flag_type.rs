//! What marks a row as deleted is a truth value.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "disks", soft_delete(flag = size))]
//                                                                      ^^^^ `size` is a whole number: what marks a row as deleted is a `bool`
pub struct Disk {
    id: Attr<Uuid>,
    size: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "lamps", soft_delete(flag = state))]
//                                                                      ^^^^^ `state` is a text: what marks a row
pub struct Lamp {
    id: Attr<Uuid>,
    state: Attr<String>,
    meta: ObjectMeta,
}

#[derive(Clone, FieldMixin)]
pub struct Marks {
    marks: Attr<Option<Vec<bool>>>,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "doors", soft_delete(flag = marks))]
//                                                                      ^^^^^ `marks` is a list: what marks a row
pub struct Door {
    id: Attr<Uuid>,
    #[field(flatten)]
    group: Marks,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "rooms", soft_delete(flag = id))]
//                                                                      ^^ `id` is a UUID: what marks a row
pub struct Room {
    id: Attr<Uuid>,
    meta: ObjectMeta,
}

fn main() {}
