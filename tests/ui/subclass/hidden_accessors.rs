//! No accessors of a subclass hide those of its parent, whatever the names on the wire.

use versioned_object_core::prelude::*;

#[derive(Clone, FieldMixin)]
struct Times {
    created_at: Attr<Option<DateTime<Utc>>>,
}

#[derive(Clone, FieldMixin)]
struct Sizes {
    #[field(rename = "bytes")]
    size: Attr<i64>,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    size: Attr<i64>,
    #[field(flatten)]
    times: Times,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(extends = Disk)]
struct Drive {
    base: Disk,
  //^^^^ two fields are `size` in Rust, one here and one of the object,
    #[field(rename = "gigabytes")]
    size: Attr<String>,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(extends = Disk)]
struct Tape {
    base: Disk,
  //^^^^ the fields `try_created_at` and `created_at` have an accessor of one name
    try_created_at: Attr<i64>,
    #[field(flatten)]
    sizes: Sizes,
  //^^^^^ two fields are `size` in Rust
}

/// A subclass that redefines a field has no accessors of its parent.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", subclass_of = Disk)]
struct Shelf {
    size: Attr<String>,
    #[field(flatten)]
    times: Times,
    meta: ObjectMeta,
}

fn main() {}
