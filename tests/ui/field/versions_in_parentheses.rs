//! What a version did begins with the version, a text.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", note("1.1", "sizes are in GiB"))]
struct Disk {
    #[field(renamed(1.1, "old_size"))]
    //              ^^^ write it as a string: `renamed("1.1", …)`
    size: Attr<i64>,
    #[field(renamed("old_host", "1.1"))]
    //              ^^^^^^^^^^ `old_host` is not a version: write two numbers with a dot between, such as
    host: Attr<String>,
    #[field(changed(from = String, as_is))]
    //              ^^^^ expected a version as a string: `changed("1.4", …)`
    zone: Attr<String>,
    #[field(renamed("1.1"))]
    //      ^^^^^^^ write the old name as a string: `renamed("1.1", "old_name")`
    owner: Attr<String>,
    #[field(since())]
    //      ^^^^^ `since` starts with a version: `since("1.4", …)`
    load: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", note("sizes are in GiB"), note("1.0"))]
//                                       ^^^^^^^^^^^^^^^^^^ `sizes are in GiB` is not a version: write two numbers with a dot between,
//                                                            ^^^^ say as a string what the version changed: `note("1.0", "what it changed")`
struct Lamp {
    size: Attr<i64>,
    meta: ObjectMeta,
}

fn main() {}
