//! A change of type has both converters, or `as_is` and none.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.4", note("1.4", "what it means changed"))]
struct Disk {
    #[field(changed("1.3", from = String))]
    //      ^^^^^^^ `down` and `up` missing: name the functions that convert a value to the
    size: Attr<i64>,
    #[field(changed("1.3", from = String, up = str::len))]
    //      ^^^^^^^ `down` missing: name the functions that convert a value to the type before
    host: Attr<i64>,
    #[field(changed("1.3", from = String, as_is, down = ToString::to_string))]
    //                                    ^^^^^ `as_is` passes values on as they are: remove it, or `down`
    owner: Attr<i64>,
    meta: ObjectMeta,
}

fn main() {}
