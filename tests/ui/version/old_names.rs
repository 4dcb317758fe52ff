//! No two fields have the same name in any version, and changes stand in order.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.2")]
struct Disk {
    #[field(renamed("1.2", "host"))]
    //                     ^^^^^^ another field is `host` in the same version: one of the two names is
    node: Attr<String>,
    host: Attr<String>,
    #[field(renamed("1.2", "kind"), renamed("1.1", "sort"))]
    //                                      ^^^^^ 1.1 comes after 1.2: write them in order
    class: Attr<String>,
    meta: ObjectMeta,
}

fn main() {}
