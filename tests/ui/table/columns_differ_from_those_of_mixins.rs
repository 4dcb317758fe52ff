//! No field is in the column of a mixin's.

use versioned_object_core::prelude::*;

#[derive(Clone, FieldMixin)]
pub struct Times {
    created_at: Attr<Option<DateTime<Utc>>>,
    #[field(column = "gone")]
    deleted: Attr<bool>,
}

#[derive(Clone, FieldMixin)]
pub struct Places {
    #[field(column = "GONE")]
    place: Attr<String>,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "disks")]
pub struct Disk {
    id: Attr<Uuid>,
    #[field(column = "Created_At")]
    //               ^^^^^^^^^^^^ `made` and `created_at` are both in the column `created_at`
    made: Attr<Option<DateTime<Utc>>>,
    #[field(flatten)]
    times: Times,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "lamps")]
pub struct Lamp {
    id: Attr<Uuid>,
    gone: Attr<bool>,
  //^^^^ `gone` and `deleted` are both in the column `gone`: give one of them another `column`
    #[field(flatten)]
    times: Times,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "doors")]
pub struct Door {
    id: Attr<Uuid>,
    #[field(flatten)]
    times: Times,
    #[field(flatten)]
    places: Places,
  //^^^^^^ `place` and `deleted` are both in the column `gone`: give one of them another `column`
    meta: ObjectMeta,
}

fn main() {}
