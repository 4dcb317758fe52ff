//! What a fingerprint prints for a variant or a constant is no other value.

use versioned_object_core::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
enum Kind {
    Nfs,
    S3,
}

const LIMIT: i64 = 5;
const YES: bool = true;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    #[field(default = Kind::Nfs, fingerprint_default = "zzz")]
    //                                                 ^^^^^ Python prints the default as `nfs`: remove `fingerprint_default`, or mend one of the two
    kind: Attr<Kind>,
    #[field(default = Some(Kind::S3), fingerprint_default = "S3")]
    //                                                      ^^^^ Python prints the default as `s3`
    other: Attr<Option<Kind>>,
    #[field(default = LIMIT, fingerprint_default = "6")]
    //                                             ^^^ Python prints the default as `5`
    limit: Attr<i64>,
    #[field(default = LIMIT, fingerprint_default = "5.0")]
    fraction: Attr<i64>,
    #[field(flatten)]
    marks: Marks,
    meta: ObjectMeta,
}

#[derive(Clone, FieldMixin)]
struct Marks {
    #[field(default = YES, fingerprint_default = "False")]
    //                                           ^^^^^^^ Python prints the default as `True`
    shared: Attr<bool>,
    #[field(default = YES, fingerprint_default = "1")]
    right: Attr<bool>,
}

fn main() {}
