//! No field of a subclass had the name of one of its parent in an older version.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.2")]
struct Lamp {
    #[field(renamed("1.2", "power"))]
    watts: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(extends = Lamp)]
struct Torch {
    #[field(renamed("1.1", "power"))]
    volts: Attr<i64>,
    base: Lamp,
  //^^^^ before 1.1 two fields are `power` on the wire, one here and one of
}

fn main() {}
