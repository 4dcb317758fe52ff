use std::collections::HashMap;
use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    by_number: Attr<HashMap<u128, i64>>,
    //              ^^^^^^^^^^^^^^^^^^ `u128` cannot be the key of a map
    meta: ObjectMeta,
}

fn main() {}
