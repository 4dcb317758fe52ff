//! The default of an object with a fingerprint is one that Python prints, or says how it would.

use versioned_object_core::prelude::*;

const SIZE: i64 = 10;

fn host() -> String {
    "a".to_owned()
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", fingerprint = "c50f7a68bb4c400dd53dd219685b3992")]
struct Disk {
    #[field(default = SIZE)]
    size: Attr<i64>,
    #[field(default = host())]
    //                ^^^^^^ the fingerprint needs this default as Python prints it: add
    host: Attr<String>,
    meta: ObjectMeta,
}

fn main() {}
