//! A key that is made when a row is inserted has no default.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "disks")]
pub struct Disk {
    #[field(default = 7)]
    id: Attr<i64>,
  //^^ `id` is the key, which is made when a row is inserted: remove `default`
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "lamps", key = serial)]
//                                                         ^^^^^^ `serial` is the key, which is made when a row is inserted
pub struct Lamp {
    #[field(default = Uuid::nil())]
    serial: Attr<Uuid>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "rooms", key = name)]
pub struct Room {
    #[field(default = "hall")]
    name: Attr<String>,
    meta: ObjectMeta,
}

fn main() {}
