//! A builder's name is a name, and is given once.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", builder = "NewDisk")]
//                                            ^^^^^^^^^ write it without quotes: `builder = NewDisk`
struct Disk {
    size: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", builder = NewLamp, builder = LampMaker)]
//                                                     ^^^^^^^ `builder` is given twice: remove one of the two
struct Lamp {
    size: Attr<i64>,
    meta: ObjectMeta,
}

fn main() {}
