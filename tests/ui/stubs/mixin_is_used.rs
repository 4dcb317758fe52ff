//! A mixin with a mistake is used as one without.

use versioned_object_core::prelude::*;

/// The one mistake of this file.
#[derive(Clone, FieldMixin)]
pub struct Times {
    #[field(sinse = "1.1")]
    //      ^^^^^ unknown key `sinse` in `#[field(…)]`, did you mean `since`?
    created_at: Attr<Option<DateTime<Utc>>>,
    deleted: Attr<bool>,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", note("1.1", "what it means changed"), fingerprint = "15ecf022a68ddbb8c2a6739cfc9f8f5e")]
struct Disk {
    size: Attr<i64>,
    #[field(flatten)]
    times: Times,
    meta: ObjectMeta,
}

fn main() -> Result<()> {
    let mut disk = Disk::builder().size(10).deleted(false).created_at(None).build_orphan()?;
    disk.set_deleted(true)?;
    println!("{} {:?}", disk.deleted()?, disk.get(Disk::CREATED_AT)?);
    println!("{}", wire::to_string(&disk)?);
    Ok(())
}
