use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1")]
struct Disk {
    #[field(readonly, quux = 3)]
    size: Attr<i64>,
    #[field(changed("1.1", form = String))]
    host: Attr<Option<String>>,
    meta: ObjectMeta,
}

fn main() {}
