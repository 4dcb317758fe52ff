//! A `let` is no value, neither alone nor among conditions.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1")]
struct Disk {
    #[field(default = let size = 3)]
    //                ^^^ `default` takes an expression: `default = …`
    size: Attr<i64>,
    #[field(since("1.1", fill = true && let 3 = 3))]
    //                          ^^^^ `fill` takes an expression
    shared: Attr<bool>,
    meta: ObjectMeta,
}

fn main() {}
