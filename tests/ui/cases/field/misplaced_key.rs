use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    #[field(table = "sizes")]
    size: Attr<i64>,
    #[versioned_object(version = "1.0")]
    host: Attr<String>,
    #[field(since = "1.0")]
    meta: ObjectMeta,
}

fn main() {}
