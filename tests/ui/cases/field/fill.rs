use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1")]
struct Disk {
    #[field(since("1.1", fill = default))]
    host: Attr<String>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.2")]
struct Node {
    #[field(since("1.2", full = unset))]
    zone: Attr<String>,
    #[field(since("1.2", "unset"))]
    rack: Attr<String>,
    meta: ObjectMeta,
}

fn main() {}
