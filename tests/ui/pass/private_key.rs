//! The key of a table may be of a type that only its module knows.

#![deny(warnings)]

use versioned_object_core::prelude::*;

/// What disks are called by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
enum Bay {
    First,
    Second,
}

/// A disk.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "disks", key = bay)]
pub struct Disk {
    bay: Attr<Bay>,
    size: Attr<i64>,
    meta: ObjectMeta,
}

/// The key of a mixin.
#[derive(Clone, FieldMixin)]
struct Place {
    bay: Attr<Bay>,
}

/// A shelf.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "shelves", key = bay)]
pub(crate) struct Shelf {
    size: Attr<i64>,
    meta: ObjectMeta,
    #[field(flatten)]
    place: Place,
}

fn main() {
    let _ = (Bay::First, Bay::Second);
    let _ = Disk::builder().bay(Bay::First).size(3);
    let _ = Shelf::builder().size(3);
}
