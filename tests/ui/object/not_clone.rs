//! An object is copied.

use versioned_object_core::prelude::*;

#[derive(VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
//     ^^^^ an object can be copied: write `#[derive(Clone, VersionedObject)]`
    size: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(VersionedObject)]
#[versioned_object(extends = Disk)]
struct Drive {
//     ^^^^^ an object can be copied: write `#[derive(Clone, VersionedObject)]`
    base: Disk,
}

#[derive(FieldMixin, Clone)]
struct Times {
    created_at: Attr<Option<DateTime<Utc>>>,
}

#[derive(VersionedObject)]
#[versioned_object(version = "1.0", table = "tapes", comparable)]
struct Tape {
//     ^^^^ an object can be copied: write `#[derive(Clone, VersionedObject)]`
    #[field(rename = "uuid")]
    id: Attr<Uuid>,
    #[field(read_only, validate = not_empty)]
    name: Attr<String>,
    tags: Attr<Vec<String>>,
    #[field(flatten)]
    times: Times,
    meta: ObjectMeta,
}

fn not_empty(_: &str) -> Result<()> {
    Ok(())
}

fn main() {
    let mut disk = Disk::builder().size(5).build_orphan().unwrap();
    disk.set_size(6).unwrap();
    let _ = Tape::builder().created_at(None).name("a").build_orphan().unwrap().obj_get_changes();
    let _ = Disk::descriptor();
}
