//! A field of an object is an `Attr`, a mixin, or of Rust alone.

use versioned_object_core::prelude::*;

#[derive(Clone, FieldMixin)]
struct Times {
    created_at: Attr<Option<DateTime<Utc>>>,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    size: Option<i64>,
    //    ^^^^^^^^^^^ this field is not an attribute: wrap it, `Attr<Option<i64>>`, mark it
    times: Times,
    //     ^^^^^ this field is not an attribute: wrap its type, `Attr<Times>`, or write
    meta: ObjectMeta,
}

fn main() {}
