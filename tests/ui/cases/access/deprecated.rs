//! What is deprecated at a field is so at everything that reads or sets it; the declaration itself does not warn.

#![deny(warnings)]

use versioned_object_core::prelude::*;

/// Where a disk is.
#[derive(Clone, FieldMixin)]
pub struct Place {
    #[deprecated(since = "2.0.0", note = "racks have no rows")]
    row: Attr<Option<i64>>,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.3", table = "disks", comparable)]
pub struct Disk {
    id: Attr<Uuid>,
    #[deprecated = "use `size`"]
    #[field(sensitive, default = 1)]
    gigabytes: Attr<Option<i64>>,
    #[deprecated]
    labels: Attr<Vec<String>>,
    #[field(until = "1.3")]
    kind: Attr<String>,
    #[field(since = "1.2", until = "1.3")]
    #[deprecated = "it never had one"]
    spare: Attr<Option<Box<Disk>>>,
    #[field(flatten)]
    place: Place,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(extends = Disk)]
pub struct Drive {
    base: Disk,
    #[deprecated = "nothing turns"]
    rounds: Attr<i64>,
}

fn used(disk: &mut Disk, drive: &Drive) -> Result<()> {
    disk.gigabytes()?;
    disk.try_gigabytes();
    disk.set_gigabytes(1)?;
    disk.get(Disk::GIGABYTES)?;
    disk.labels_mut()?.clear();
    disk.kind()?;
    disk.set(Disk::KIND, "fast")?;
    disk.spare_mut()?;
    disk.row()?;
    disk.set_row(1)?;
    disk.get(Disk::ROW)?;
    drive.rounds()?;
    Ok(())
}

fn main() -> Result<()> {
    let mut disk = Disk::builder().gigabytes(1).kind("slow").row(2).build_orphan()?;
    used(&mut disk, &Drive::default())
}
