//! `list_of`, `extends` and `subclass_of` name the type of an object alone.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    size: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", list_of = Vec<Disk>)]
//                                            ^^^^^^^^^ name the type of the objects alone: `list_of = Disk`
struct Disks {
    objects: Attr<Vec<Disk>>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(extends = &Disk)]
//                           ^^^^^ name the type of the objects alone: `extends = Disk`
struct Drive {
    base: Disk,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", subclass_of = (Disk, Drive))]
//                                                ^^^^^^^^^^^^^ `subclass_of` takes the type of an object
struct Lamp {
    watts: Attr<i64>,
    meta: ObjectMeta,
}

fn main() {}
