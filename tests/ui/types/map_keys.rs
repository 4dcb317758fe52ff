//! What is no text has a text to be a key.

use std::collections::{BTreeMap, HashMap};
use versioned_object_core::prelude::*;


#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Geometry {
    heads: i64,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    by_geometry: Attr<BTreeMap<Geometry, i64>>,
    //                         ^^^^^^^^ `Geometry` is not the key of a map
    unordered: Attr<Option<HashMap<Geometry, i64>>>,
    //                             ^^^^^^^^ `Geometry` is not the key of a map
    meta: ObjectMeta,
}

fn main() {}
