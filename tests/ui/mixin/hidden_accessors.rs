//! No accessors of a field hide those of a mixin's field, whatever the names on the wire.

use versioned_object_core::prelude::*;

#[derive(Clone, FieldMixin)]
struct Times {
    created_at: Attr<Option<DateTime<Utc>>>,
}

#[derive(Clone, FieldMixin)]
struct Places {
    #[field(rename = "rack_number")]
    rack: Attr<i64>,
}

#[derive(Clone, FieldMixin)]
struct Racks {
    rack: Attr<Vec<i64>>,
}

#[derive(Clone, FieldMixin)]
struct Lists {
    rows_mut: Attr<Vec<i64>>,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    #[field(rename = "made_at")]
    created_at: Attr<i64>,
    #[field(flatten)]
    times: Times,
  //^^^^^ two fields are `created_at` in Rust, one here and one of the object,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Lamp {
    set_created_at: Attr<i64>,
    #[field(flatten)]
    times: Times,
  //^^^^^ the fields `created_at` and `set_created_at` have an accessor of one name, one here and one of the object,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Server {
    try_rows: Attr<Vec<i64>>,
    #[field(flatten)]
    lists: Lists,
  //^^^^^ the fields `rows_mut` and `try_rows` have an accessor of one name
    #[field(flatten)]
    places: Places,
    #[field(flatten)]
    racks: Racks,
  //^^^^^ two fields are `rack` in Rust
    meta: ObjectMeta,
}

fn main() {}
