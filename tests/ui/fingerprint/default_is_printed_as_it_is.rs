//! `fingerprint_default` beside a default that Python would print as well says the same.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    #[field(default = 5, fingerprint_default = "6")]
    //                                         ^^^ Python prints the default as `5`: remove `fingerprint_default`, or mend one
    size: Attr<i64>,
    #[field(default = true, fingerprint_default = "False")]
    //                                            ^^^^^^^ Python prints the default as `True`: remove `fingerprint_default`, or mend
    encrypted: Attr<bool>,
    #[field(default = "slow", fingerprint_default = "fast")]
    //                                              ^^^^^^ Python prints the default as `slow`: remove `fingerprint_default`, or mend
    kind: Attr<Option<String>>,
    meta: ObjectMeta,
}

fn main() {}
