use versioned_object_core::prelude::*;

#[derive(Clone, Debug)]
struct Disk;

#[derive(Clone, VersionedObject)]
#[versioned_object(extends = Disk)]
//                           ^^^^ `Disk` is not a versioned object
struct Drive {
    base: Disk,
}

fn main() {}
