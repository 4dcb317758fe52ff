//! What an older object gets in a new field is a value of the field.

use versioned_object_core::prelude::*;

fn size() -> usize {
    10
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.2")]
struct Disk {
    #[field(since("1.1", fill = size()))]
    //                          ^^^^^^ a field of type `i64` does not take a `usize`
    size: Attr<i64>,
    #[field(since("1.2", fill = missing()))]
    //                          ^^^^^^^ cannot find function `missing` in this scope
    owner: Attr<String>,
    meta: ObjectMeta,
}

fn main() {}
