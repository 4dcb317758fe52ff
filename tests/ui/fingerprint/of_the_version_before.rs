//! After a change that has its version and its word, a fingerprint is written anew, and no further version is asked for.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", fingerprint = "22a6ddc81f393e60bd7cff8eac5282b7")]
//                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this is the fingerprint of `Disk` 1.0; for 1.1, write fingerprint = "
struct Disk {
    size: Attr<i64>,
    #[field(renamed("1.1", "cluster"))]
    group: Attr<Option<String>>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.2", note("1.1", "sizes are in GiB"), fingerprint = "22a6ddc81f393e60bd7cff8eac5282b7")]
//                                                                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this is the fingerprint of `Lamp` 1.1; for 1.2, write fingerprint = "
struct Lamp {
    size: Attr<i64>,
    cluster: Attr<Option<String>>,
    #[field(since = "1.2")]
    host: Attr<Option<String>>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", fingerprint = "22a6ddc81f393e60bd7cff8eac5282b7")]
//                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this is the fingerprint of `Port` 1.0; for 1.1, write fingerprint = "
struct Port {
    size: Attr<i64>,
    #[field(until = "1.1")]
    cluster: Attr<Option<String>>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", fingerprint = "22a6ddc81f393e60bd7cff8eac5282b7")]
//                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this is the fingerprint of `Rack` 1.0; for 1.1, write fingerprint = "
struct Rack {
    size: Attr<i64>,
    #[field(changed("1.1", from = Option<String>, as_is))]
    cluster: Attr<String>,
    meta: ObjectMeta,
}

fn main() {}
