use versioned_object_core::prelude::*;

// The derive writes `Debug` itself, because it knows what is sensitive.
#[derive(Clone, Debug, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    size: Attr<i64>,
    meta: ObjectMeta,
}

fn main() {}
