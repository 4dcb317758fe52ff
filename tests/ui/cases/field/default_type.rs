use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    #[field(default = "ten")]
    size: Attr<Option<i64>>,
    #[field(default = 3)]
    host: Attr<String>,
    #[field(default = missing())]
    owner: Attr<String>,
    meta: ObjectMeta,
}

fn main() {}
