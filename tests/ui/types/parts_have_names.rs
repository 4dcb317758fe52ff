//! What has parts is an object, whose fields have names.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    place: Attr<(i64, String)>,
    //          ^^^^^^^^^^^^^ `(i64, String)` is not the type of a field: an object has names for its parts
    places: Attr<Vec<(f64, f64)>>,
    //               ^^^^^^^^^^ `(f64, f64)` is not the type of a field: an object has names for its parts
    nothing: Attr<()>,
    //            ^^ `()` is not the type of a field: mark it `#[field(skip)]`
    meta: ObjectMeta,
}

fn main() {}
