//! A key can be told from others: a number with a fraction cannot.

use std::collections::{BTreeMap, HashSet};
use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    by_load: Attr<BTreeMap<f64, i64>>,
    //                     ^^^ numbers with a fraction are no keys
    loads: Attr<Option<HashSet<f32>>>,
    //                         ^^^ numbers with a fraction have no order
    meta: ObjectMeta,
}

fn main() {}
