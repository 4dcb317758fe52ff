use versioned_object_core::prelude::*;

#[derive(Clone, FieldMixin)]
struct Times {
    created_at: Attr<Option<DateTime<Utc>>>,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    size: Option<i64>,
    times: Times,
    host: Attr<Option<Option<String>>>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Lamp {
    host: Attr<Option<Option<String>>>,
    meta: ObjectMeta,
}

fn main() {}
