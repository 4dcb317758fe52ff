use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct None {
    size: Attr<i64>,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Two {
    meta: ObjectMeta,
    size: Attr<i64>,
    more: ObjectMeta,
}

fn main() {}
