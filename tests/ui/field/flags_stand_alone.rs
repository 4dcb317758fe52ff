//! A flag has no value: it is given, or it is not.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", note("1.1", "sizes are in GiB"))]
struct Disk {
    #[field(read_only = true)]
    //      ^^^^^^^^^ `read_only` is a flag: write `read_only` alone
    size: Attr<i64>,
    #[field(sensitive(true))]
    //      ^^^^^^^^^ `sensitive` is a flag: write `sensitive` alone
    host: Attr<String>,
    #[field(no_column = false)]
    //      ^^^^^^^^^ `no_column` is a flag: remove it, without it it is off
    zone: Attr<String>,
    meta: ObjectMeta,
}

fn main() {}
