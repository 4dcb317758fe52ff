//! What the derive implements is not derived beside it: `Debug`, `Default`, and the rest of its list.

use versioned_object_core::prelude::*;

// The derive writes `Debug` itself, because it knows what is sensitive.
#[derive(Clone, Debug, VersionedObject)]
//                     ^^^^^^^^^^^^^^^ conflicting implementations of trait `Debug` for type `Disk`
#[versioned_object(version = "1.0")]
struct Disk {
    size: Attr<i64>,
    meta: ObjectMeta,
}

fn main() {}
