//! A public object may have mixins, enums and children that are private.
#![deny(warnings)]
#![allow(dead_code)]

use versioned_object_core::prelude::*;

#[derive(Clone, FieldMixin)]
struct Times {
    created_at: Attr<Option<DateTime<Utc>>>,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "disks", timestamps(created = created_at))]
pub struct Disk {
    id: Attr<Uuid>,
    #[field(flatten)]
    times: Times,
    meta: ObjectMeta,
}

fn main() -> Result<()> {
    let disk = Disk::builder().id(Uuid::nil()).build_orphan()?;
    assert!(disk.try_created_at().is_none());
    Ok(())
}
