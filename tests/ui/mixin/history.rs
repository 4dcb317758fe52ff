//! The changes of fields in mixins are those of the object: no version above its own, and no name that another field had.

use versioned_object_core::prelude::*;

#[derive(Clone, FieldMixin)]
struct Timestamps {
    #[field(since = "1.5", rename = "made_at")]
    created_at: Attr<i64>,
    #[field(renamed("1.2", "changed_at"))]
    updated_at: Attr<i64>,
}

#[derive(Clone, FieldMixin)]
struct Places {
    #[field(changed("1.3", from = i64, as_is))]
    //                                 ^^^^^ `as_is` is for values that have the same form on the wire, but they
    rooms: Attr<Vec<i64>>,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.3", note("1.3", "the rooms of a lamp"))]
struct Lamp {
    changed_at: Attr<i64>,
    #[field(flatten)]
    timestamps: Timestamps,
  //^^^^^^^^^^ `created_at`, a field of the mixin, changed in 1.5, above the object's version 1.3: raise `version`
  //^^^^^^^^^^ before 1.2 two fields are `changed_at` on the wire, one here and one
    #[field(flatten)]
    places: Places,
    meta: ObjectMeta,
}

fn main() {}
