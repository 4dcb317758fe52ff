use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    #[field(skip)]
    size: Attr<i64>,
    #[field(skip, default = 3, since = "1.0")]
    cache: Option<u8>,
    #[field(skip, flatten)]
    audit: Audit,
    #[field(skip)]
    meta: ObjectMeta,
}

#[derive(Clone, FieldMixin)]
struct Audit {
    by: Attr<Option<String>>,
    #[field(skip, rename = "x")]
    checked: bool,
    #[field(skip)]
    at: Attr<i64>,
}

fn main() {}
