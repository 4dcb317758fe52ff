use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Snapshot {
    #[field(object = "Volume")]
    size: Attr<Option<i64>>,
    meta: ObjectMeta,
}

fn main() {}
