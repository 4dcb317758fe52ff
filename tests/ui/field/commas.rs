//! Between two keys stands one comma.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", note("1.1", "sizes are in GiB"))]
struct Disk {
    #[field(default = 5 read_only)]
    //                  ^^^^^^^^^ write `,` between `default` and the next key
    size: Attr<i64>,
    #[field(read_only sensitive)]
    //                ^^^^^^^^^ write `,` between `read_only` and the next key
    host: Attr<String>,
    #[field(default = 5,, read_only)]
    //                  ^ one `,` is enough: remove this one
    load: Attr<i64>,
    #[field(default = 5; read_only)]
    //                 ^^^^^^^^^^^ this is too much behind `default`: remove it
    free: Attr<i64>,
    #[field(default = 5 6)]
    //                  ^ this is too much behind `default`: remove it
    used: Attr<i64>,
    #[field(since("1.1" fill = unset))]
    //                  ^^^^ expected `,` in `since(…)`
    zone: Attr<String>,
    meta: ObjectMeta,
}

fn main() {}
