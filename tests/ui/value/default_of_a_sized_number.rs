//! A number at a field is within the bounds of its Rust type.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1")]
struct Server {
    #[field(default = 70_000)]
    //                ^^^^^^ 70000 is above 65535, the bound of `u16`
    port: Attr<u16>,
    #[field(default = Some(-129))]
    //                     ^^^^ -129 is below -128, the bound of `i8`
    level: Attr<Option<i8>>,
    #[field(default = -1)]
    //                ^^ -1 is below 0, the bound of `u64`
    size: Attr<u64>,
    #[field(default = 9_223_372_036_854_775_808)]
    //                ^^^^^^^^^^^^^^^^^^^^^^^^^ 9223372036854775808 is above 9223372036854775807, the bound of `i64`
    id: Attr<i64>,
    #[field(since("1.1", fill = 300))]
    //                          ^^^ 300 is above 255, the bound of `u8`
    slot: Attr<u8>,
    #[field(default = [1, 256])]
    //                    ^^^ 256 is above 255, the bound of `u8`
    slots: Attr<Vec<u8>>,
    meta: ObjectMeta,
}

fn main() {}
