//! A moment is a `DateTime<Utc>`, which every peer can read.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    seen: Attr<std::time::Instant>,
    //         ^^^^^^^^^^^^^^^^^^ `std::time::Instant` is not the type of a field: moments are `DateTime<Utc>`
    read: Attr<Option<std::time::Instant>>,
    //                ^^^^^^^^^^^^^^^^^^ `std::time::Instant` is not the type of a field: moments are `DateTime<Utc>`
    meta: ObjectMeta,
}

fn main() {}
