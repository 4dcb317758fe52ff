//! No two fields have a name on the wire, those of mixins included.

use versioned_object_core::prelude::*;

#[derive(Clone, FieldMixin)]
struct Times {
    created_at: Attr<Option<DateTime<Utc>>>,
    #[field(rename = "size")]
    duration: Attr<i64>,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    size: Attr<i64>,
    #[field(flatten)]
    times: Times,
  //^^^^^ two fields are `size` on the wire, one here and one of the object,
    meta: ObjectMeta,
}

fn main() {}
