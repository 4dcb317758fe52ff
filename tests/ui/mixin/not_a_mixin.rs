use versioned_object_core::prelude::*;

#[derive(Clone, Default)]
struct Times {
    created_at: Attr<Option<DateTime<Utc>>>,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    size: Attr<i64>,
    #[field(flatten)]
    times: Times,
    //     ^^^^^ `Times` is not a group of fields
    meta: ObjectMeta,
}

fn main() {}
