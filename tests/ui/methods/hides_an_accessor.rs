//! No recorded method has the name of an accessor of a mixin's field: it would go first, and nobody would see it.

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
 // ^^^^^ the method `created_at` of Disk hides the accessor of the mixin's field
    meta: ObjectMeta,
}

#[object_methods]
impl Disk {
    /// When it was made.
    pub fn created_at(&self) -> i64 {
        3
    }
}

fn main() {}
