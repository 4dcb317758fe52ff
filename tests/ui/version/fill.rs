//! A new field is filled with its default where it has one, with a value, or with nothing.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1")]
struct Disk {
    #[field(since("1.1", fill = default))]
    //                          ^^^^^^^ `host` has no default to be filled with: give it one with `default = …`, or
    host: Attr<String>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.2")]
struct Node {
    #[field(since("1.2", full = unset))]
    //                   ^^^^ unknown key `full` in `since(…)`, did you mean `fill`?
    zone: Attr<String>,
    #[field(since("1.2", "unset"))]
    //                   ^^^^^^^ expected a key of `since(…)`, one of `fill`
    rack: Attr<String>,
    meta: ObjectMeta,
}

fn main() {}
