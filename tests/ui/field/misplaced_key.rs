//! A key of the struct does not stand on a field, and the object's own state has no keys.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    #[field(table = "sizes")]
    //      ^^^^^ `table` belongs on the struct: write `#[versioned_object(table …)]` there
    size: Attr<i64>,
    #[versioned_object(version = "1.0")]
    //^^^^^^^^^^^^^^^^ `#[versioned_object(…)]` belongs on the struct, not on a field
    host: Attr<String>,
    #[field(since = "1.0")]
    //      ^^^^^ `since` is not for `ObjectMeta`: remove it
    meta: ObjectMeta,
}

fn main() {}
