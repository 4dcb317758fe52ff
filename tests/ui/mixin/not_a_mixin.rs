//! What is flattened derives `FieldMixin`.

use versioned_object_core::prelude::*;

#[derive(Clone)]
struct Times {
    created_at: Attr<Option<DateTime<Utc>>>,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Port {
    number: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    size: Attr<i64>,
    #[field(flatten)]
    times: Times,
    //     ^^^^^ `Times` is not a group of fields
    #[field(flatten)]
    port: Port,
    //    ^^^^ `Port` is not a group of fields
    meta: ObjectMeta,
}

fn main() {}
