//! A name as the default of a text or a number is that of one.

use versioned_object_core::prelude::*;

#[derive(Clone, Debug)]
struct Plain(i64);

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    #[field(default = Plain)]
    //                ^^^^^ a field of type `i64` does not take a `fn(i64) -> Plain {Plain}`
    size: Attr<i64>,
    #[field(default = Plain)]
    //                ^^^^^ a field of type `Option<std::string::String>` does not take a `fn(i64) -> Plain {Plain}`
    name: Attr<Option<String>>,
    meta: ObjectMeta,
}

fn main() {}
