//! A field holds what can be sent.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    hook: Attr<fn(i64) -> i64>,
    //         ^^^^^^^^^^^^^^ `fn(i64) -> i64` is not the type of a field: no peer could read it
    place: Attr<*const u8>,
    //          ^^^^^^^^^ `*const u8` is not the type of a field: no peer could read it
    path: Attr<std::ffi::OsString>,
    //         ^^^^^^^^^^^^^^^^^^ `std::ffi::OsString` is not the type of a field: texts are `String`, paths `PathBuf`
    meta: ObjectMeta,
}

fn main() {}
