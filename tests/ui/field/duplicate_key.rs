//! A key of a field is given once, in however many attributes.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.2")]
struct Disk {
    #[field(since = "1.1", read_only, since = "1.2")]
    //                                ^^^^^ `since` is given twice: remove one of the two
    #[field(read_only)]
    //      ^^^^^^^^^ `read_only` is given twice: remove one of the two
    size: Attr<i64>,
    meta: ObjectMeta,
}

fn main() {}
