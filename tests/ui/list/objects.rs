//! A list object has its elements in `objects: Attr<Vec<Type>>`, and extends nothing.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    size: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", list_of = Disk)]
struct Missing {
//     ^^^^^^^ the list is missing: add `objects: Attr<Vec<Disk>>`
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", list_of = Disk)]
struct OfOthers {
    objects: Attr<Vec<String>>,
    //       ^^^^^^^^^^^^^^^^^ with `list_of = Disk`, write `Attr<Vec<Disk>>`
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", list_of = Disk)]
struct Renamed {
    #[field(rename = "disks")]
    //               ^^^^^^^ a list is `objects` on the wire: remove `rename`
    objects: Attr<Vec<Disk>>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", list_of = Disk, extends = Disk)]
//                                            ^^^^ `list_of` and `extends` exclude each other: remove one of them
struct Both {
    base: Disk,
    objects: Attr<Vec<Disk>>,
}

fn main() {}
