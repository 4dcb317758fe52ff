use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.2")]
struct Disk {
    #[field(renamed("1.2", "host"))]
    node: Attr<String>,
    host: Attr<String>,
    #[field(renamed("1.2", "kind"), renamed("1.1", "sort"))]
    class: Attr<String>,
    meta: ObjectMeta,
}

fn main() {}
