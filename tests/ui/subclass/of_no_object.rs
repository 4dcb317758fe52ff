//! What a subclass extends is an object.

use versioned_object_core::prelude::*;

#[derive(Clone, Debug)]
struct Disk;

#[derive(Clone, VersionedObject)]
#[versioned_object(extends = Disk)]
//                           ^^^^ `Disk` is not a versioned object
struct Drive {
    base: Disk,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", subclass_of = Disk)]
//                                                ^^^^ `Disk` is not a versioned object
struct Tape {
    meta: ObjectMeta,
}

fn main() {}
