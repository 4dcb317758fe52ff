use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    #[field(rename = "host")]
    node: Attr<String>,
    host: Attr<String>,
    #[field(column = "owner_id")]
    user: Attr<String>,
    #[field(column = "owner_id")]
    project: Attr<String>,
    size: Attr<i64>,
    set_size: Attr<bool>,
    new: Attr<bool>,
    build: Attr<i64>,
    meta: ObjectMeta,
}

fn main() {}
