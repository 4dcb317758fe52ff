//! A table names no mixin, no parent, no computed value and no field of Rust alone.

use versioned_object_core::prelude::*;

#[derive(Clone, FieldMixin)]
pub struct Times {
    created_at: Attr<Option<DateTime<Utc>>>,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.0",
    table = "disks",
    extra_fields(label),
    key = label,
    //    ^^^^^ `label` is computed: it has no column
    project = cache,
    //        ^^^^^ `cache` is of Rust alone: it has no column
    timestamps(created = times),
    //                   ^^^^^ `times` is a mixin: name one of its fields
)]
pub struct Disk {
    id: Attr<Uuid>,
    #[field(skip)]
    cache: Option<String>,
    #[field(flatten)]
    times: Times,
    meta: ObjectMeta,
}

impl Disk {
    pub fn label(&self) -> Result<String> {
        self.id().map(|id| id.to_string())
    }
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "lamps")]
pub struct Lamp {
    id: Attr<Uuid>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(extends = Lamp, table = "lights", key = base)]
//                                                         ^^^^ `base` is the parent: name one of its fields
pub struct Light {
    base: Lamp,
}

fn main() {}
