//! What belongs in the parentheses of a key does not stand beside it.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", note("1.1", "sizes are in GiB"))]
struct Disk {
    #[field(since = "1.1", fill = unset)]
    //                     ^^^^ unknown key `fill` in `#[field(…)]`: it stands in `since("1.4", …)`
    size: Attr<i64>,
    #[field(from = String)]
    //      ^^^^ unknown key `from` in `#[field(…)]`: it stands in `changed("1.4", …)`
    host: Attr<String>,
    #[field(instead = On)]
    //      ^^^^^^^ unknown key `instead` in `#[field(…)]`: it stands in `value("1.4", Variant,
    zone: Attr<String>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "lamps", flag = gone, created = made_at, load_attr)]
//                                                   ^^^^ unknown key `flag` in `#[versioned_object(…)]`: it stands in
//                                                                ^^^^^^^ unknown key `created` in `#[versioned_object(…)]`: it stands in
//                                                                                   ^^^^^^^^^ unknown key `load_attr` in `#[versioned_object(…)]`: it stands in `hooks(…)`
struct Lamp {
    size: Attr<i64>,
    meta: ObjectMeta,
}

fn main() {}
