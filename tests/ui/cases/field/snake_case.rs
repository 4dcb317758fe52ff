use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    _name_id: Attr<String>,
    #[field(rename = "CG_backend")]
    CG_backend: Attr<bool>,
    #[field(rename = "host name")]
    host: Attr<String>,
    meta: ObjectMeta,
}

fn main() {}
