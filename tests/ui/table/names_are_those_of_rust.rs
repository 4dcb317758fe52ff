//! A table names fields as Rust does, whatever their names on the wire.

use versioned_object_core::prelude::*;

#[derive(Clone, FieldMixin)]
pub struct Marks {
    #[field(rename = "deleted")]
    gone: Attr<bool>,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "disks", key = uuid)]
//                                                         ^^^^ `uuid` is the name of `serial` on the wire: write `serial`
pub struct Disk {
    #[field(rename = "uuid")]
    serial: Attr<Uuid>,
    #[field(flatten)]
    marks: Marks,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "lamps", soft_delete(flag = deleted))]
//                                                                      ^^^^^^^ `deleted` is the name of `gone` on the wire: write `gone`
pub struct Lamp {
    id: Attr<Uuid>,
    #[field(flatten)]
    marks: Marks,
    meta: ObjectMeta,
}

fn main() {}
