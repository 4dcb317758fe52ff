//! The project that owns an object is a text or a UUID.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "disks", project = owner)]
//                                                             ^^^^^ `owner` is a whole number: the project of an object is a text or a `Uuid`
pub struct Disk {
    id: Attr<Uuid>,
    owner: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "lamps", project = owners)]
//                                                             ^^^^^^ `owners` is a list: the project of an object is
pub struct Lamp {
    id: Attr<Uuid>,
    owners: Attr<Vec<String>>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(extends = Lamp, table = "lights", project = is_on)]
//                                                             ^^^^^ `is_on` is a truth value: the project of an object is
pub struct Light {
    base: Lamp,
    is_on: Attr<Option<bool>>,
}

fn main() {}
