use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.4", note("1.4", "what it means changed"))]
struct Disk {
    #[field(changed("1.3", from = String))]
    size: Attr<i64>,
    #[field(changed("1.3", from = String, up = str::len))]
    host: Attr<i64>,
    #[field(changed("1.3", from = String, as_is, down = ToString::to_string))]
    owner: Attr<i64>,
    meta: ObjectMeta,
}

fn main() {}
