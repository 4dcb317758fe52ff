//! An object in one of its own type is of its own version.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", relationships(spare = [("1.1", "1.0")]))]
//                                                                 ^^^^^ the versions end with Disk 1.0, but it is at 1.1: it is the object itself, write `("1.1", "1.1")`
struct Disk {
    #[field(since = "1.1")]
    spare: Attr<Option<Box<Disk>>>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", note("1.1", "it is brighter"), relationships(spares = [("1.0", "1.0")]))]
//                                                                                                 ^^^^^ the versions end with Lamp 1.0, but it is at 1.1: add `("1.1", "1.1")`
struct Lamp {
    spares: Attr<Vec<Lamp>>,
    meta: ObjectMeta,
}

fn main() {}
