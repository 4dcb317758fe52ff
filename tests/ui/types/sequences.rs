//! What has an order is a `Vec`.

use std::collections::VecDeque;
use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    queue: Attr<VecDeque<i64>>,
    //          ^^^^^^^^^^^^^ `VecDeque<i64>` is not the type of a field: lists are `Vec<i64>`
    mac: Attr<[u8; 6]>,
    //        ^^^^^^^ `[u8; 6]` is not the type of a field: write `Vec<u8>`
    parts: Attr<Option<[String; 2]>>,
    //                 ^^^^^^^^^^^ `[String; 2]` is not the type of a field: write `Vec<String>`
    meta: ObjectMeta,
}

fn main() {}
