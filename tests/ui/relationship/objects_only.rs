//! Relationships are of fields with an object or a list of objects, whose versions follow.

use std::collections::BTreeMap;

use versioned_object_core::prelude::*;


#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.0",
    relationships(
        named = [("1.0", "1.0")],
      //^^^^^ `named` holds no object: `relationships` is for fields with an object or a list of objects
        lists = [("1.0", "1.0")],
      //^^^^^ `lists` holds no object
        cache = [("1.0", "1.0")],
      //^^^^^ there is no field `cache`: remove its relationship
    ),
)]
struct Server {
    #[field(rename = "by_name")]
    named: Attr<BTreeMap<String, Disk>>,
    lists: Attr<Vec<Vec<Disk>>>,
    #[field(skip)]
    cache: Option<Box<Disk>>,
    meta: ObjectMeta,
}

fn main() {}
