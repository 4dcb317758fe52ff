//! What describes a table stands beside `table`.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", project = owner, null_integers = zero)]
pub struct Disk {
    owner: Attr<String>,
    meta: ObjectMeta,
}

fn main() {}
