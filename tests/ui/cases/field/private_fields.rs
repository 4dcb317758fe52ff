use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
pub struct Disk {
    pub size: Attr<i64>,
    pub(crate) host: Attr<String>,
    pub meta: ObjectMeta,
}

fn main() {}
