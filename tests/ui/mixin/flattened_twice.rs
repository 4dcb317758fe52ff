//! An object has each mixin once.

use versioned_object_core::prelude::*;

#[derive(Clone, FieldMixin)]
struct Times {
    created_at: Attr<Option<DateTime<Utc>>>,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    #[field(flatten)]
    times: Times,
    #[field(flatten, since = "1.0")]
    //               ^^^^^ `since` cannot stand beside `flatten`: write it on the fields of the mixin
    more: Times,
  //^^^^ `Times` is flattened twice: remove one of the two
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Lamp {
    #[field(flatten)]
    times: Times,
    #[field(flatten)]
    more: self::Times,
  //^^^^ `self::Times` is flattened twice: remove one of the two
    meta: ObjectMeta,
}

fn main() {}
