//! The parent stands bare in a subclass, neither in an `Attr` nor in a box.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    size: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(extends = Disk)]
struct InAttr {
    base: Attr<Disk>,
    //    ^^^^^^^^^^ the parent stands bare: write `base: Disk`
}

#[derive(Clone, VersionedObject)]
#[versioned_object(extends = Disk)]
struct InBox {
    disk: Box<Disk>,
    //    ^^^^^^^^^ the parent stands bare: write `disk: Disk`
    rounds: Attr<i64>,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(extends = Disk)]
//                           ^^^^ no field is of this type: add `base: Disk`
struct WithChild {
    spare: Attr<Option<Box<Disk>>>,
}

fn main() {}
