//! No change in a mixin is of a version below the first of the object.

use versioned_object_core::prelude::*;


#[derive(Clone, FieldMixin)]
struct Times {
    #[field(since = "0.9")]
    created_at: Attr<Option<DateTime<Utc>>>,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Lamp {
    watts: Attr<i64>,
    #[field(flatten)]
    times: Times,
  //^^^^^ `created_at`, a field of the mixin, changed in 0.9, below 1.0, the first version of the object
    meta: ObjectMeta,
}

fn main() {}
