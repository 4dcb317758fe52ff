//! A key that takes a value has one.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", note("1.1", "sizes are in GiB"))]
struct Disk {
    #[field(default)]
    //      ^^^^^^^ `default` takes a value: `default = …`
    size: Attr<i64>,
    #[field(rename =)]
    //      ^^^^^^ `rename` takes a value: `rename = "wire_name"`
    host: Attr<String>,
    #[field(read_only, since)]
    //                 ^^^^^ `since` takes a value: `since = "1.4"`
    zone: Attr<String>,
    #[field(default = fn)]
    //                ^^ `default` takes an expression: `default = …`
    load: Attr<i64>,
    meta: ObjectMeta,
}

fn main() {}
