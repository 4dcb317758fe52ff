//! Between a key and its value stands one `=`.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", note("1.1", "sizes are in GiB"))]
struct Disk {
    #[field(default: 5)]
    //             ^ write `=`: `default = 5`
    size: Attr<i64>,
    #[field(default == 5)]
    //              ^^ write `=`: `default = 5`
    free: Attr<i64>,
    #[field(default => 5)]
    //              ^^ write `=`: `default = 5`
    used: Attr<i64>,
    #[field(default(5))]
    //             ^^^ write `=`: `default = 5`
    spare: Attr<i64>,
    #[field(default 5)]
    //              ^ write `=`: `default = 5`
    load: Attr<i64>,
    #[field(validate("check"))]
    //              ^^^^^^^^^ write `=`: `validate = check`
    host: Attr<String>,
    #[field(since: "1.1")]
    //           ^ write `=`: `since = "1.1"`
    zone: Attr<String>,
    meta: ObjectMeta,
}

fn main() {}
