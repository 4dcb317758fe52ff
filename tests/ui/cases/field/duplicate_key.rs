use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.2")]
struct Disk {
    #[field(since = "1.1", read_only, since = "1.2")]
    #[field(read_only)]
    size: Attr<i64>,
    meta: ObjectMeta,
}

fn main() {}
