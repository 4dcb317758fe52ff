//! What is in an adapter has what it adapts by: serde's traits, or `Display` and `FromStr`.

use versioned_object_core::fields::{self, JsonOf};
use versioned_object_core::prelude::*;

#[derive(Clone)]
struct Geometry {
    heads: i64,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "disks")]
struct Disk {
    id: Attr<Uuid>,
    geometry: Attr<JsonOf<Geometry>>,
    //                    ^^^^^^^^ `Geometry` cannot be in a `JsonOf`
    label: Attr<Option<fields::Text<Geometry>>>,
    //                              ^^^^^^^^ `Geometry` cannot be in a `Text`
    many: Attr<Vec<fields::JsonOf<Geometry>>>,
    //                            ^^^^^^^^ `Geometry` cannot be in a `JsonOf`
    meta: ObjectMeta,
}

#[derive(Clone, FieldMixin)]
struct Place {
    room: Attr<fields::Text<Geometry>>,
    //                      ^^^^^^^^ `Geometry` cannot be in a `Text`
}

fn heads(disk: &Disk) -> Result<i64> {
    Ok(disk.geometry()?.heads)
}

fn main() {}
