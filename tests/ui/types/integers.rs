//! Whole numbers have a size that does not depend on the machine.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    sectors: Attr<usize>,
    //            ^^^^^ `usize` is not the type of a field: write `u64`
    offset: Attr<isize>,
    //           ^^^^^ `isize` is not the type of a field: write `i64`
    bytes: Attr<Option<u128>>,
    //                 ^^^^ `u128` is not the type of a field: write `u64`
    #[field(default = 3, read_only)]
    delta: Attr<i128>,
    //          ^^^^ `i128` is not the type of a field: write `i64`
    heads: Attr<Vec<usize>>,
    //              ^^^^^ `usize` is not the type of a field: write `u64`
    meta: ObjectMeta,
}

fn main() {}
