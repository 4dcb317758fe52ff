use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.4")]
struct Disk {
    #[field(since = "1.5")]
    size: Attr<i64>,
    #[field(since = "1.3", until = "1.2")]
    host: Attr<String>,
    #[field(changed("1.3", as_is))]
    owner: Attr<String>,
    #[field(since = "1.2", renamed("1.1", "sort"))]
    kind: Attr<String>,
    meta: ObjectMeta,
}

fn main() {}
