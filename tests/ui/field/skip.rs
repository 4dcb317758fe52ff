//! `skip` stands alone, on a field without `Attr`.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    #[field(skip)]
    //      ^^^^ `skip` is for fields of Rust alone, this field is an `Attr`: write its type
    size: Attr<i64>,
    #[field(skip, default = 3, since = "1.0")]
    //            ^^^^^^^ `default` cannot stand beside `skip`: a field of Rust alone has no keys,
    //                         ^^^^^ `since` cannot stand beside `skip`: a field of Rust alone has no keys,
    cache: Option<u8>,
    #[field(skip, flatten)]
    //            ^^^^^^^ `flatten` cannot stand beside `skip`: a field of Rust alone has no keys,
    audit: Audit,
    #[field(skip)]
    //      ^^^^ `skip` is not for `ObjectMeta`: remove it
    meta: ObjectMeta,
}

#[derive(Clone, FieldMixin)]
struct Audit {
    by: Attr<Option<String>>,
    #[field(skip, rename = "x")]
    //            ^^^^^^ `rename` cannot stand beside `skip`: a field of Rust alone has no keys,
    checked: bool,
    #[field(skip)]
    //      ^^^^ `skip` is for fields of Rust alone, this field is an `Attr`: write its type
    at: Attr<i64>,
}

fn main() {}
