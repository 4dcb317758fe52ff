//! The name and the version of an object are keys of the struct, those of a field `rename` and `since`.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", note("1.1", "sizes are in GiB"))]
struct Disk {
    #[field(name = "capacity")]
    //      ^^^^ `name` belongs on the struct: write `#[versioned_object(name …)]` there;
    size: Attr<i64>,
    #[field(version = "1.1")]
    //      ^^^^^^^ `version` belongs on the struct: write `#[versioned_object(version …)]`
    host: Attr<String>,
    meta: ObjectMeta,
}

fn main() {}
