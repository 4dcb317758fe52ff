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
    //   ^^^^^^^^^ use of deprecated method `Disk::gigabytes`: use `size`
    disk.try_gigabytes();
    //   ^^^^^^^^^^^^^ use of deprecated method `Disk::try_gigabytes`: use `size`
    disk.set_gigabytes(1)?;
    //   ^^^^^^^^^^^^^ use of deprecated method `Disk::set_gigabytes`: use `size`
    disk.get(Disk::GIGABYTES)?;
    //             ^^^^^^^^^ use of deprecated associated constant `Disk::GIGABYTES`: use `size`
    disk.labels_mut()?.clear();
    //   ^^^^^^^^^^ use of deprecated method `Disk::labels_mut`
    disk.kind()?;
    //   ^^^^ use of deprecated method `Disk::kind`: removed in 1.3: older data has it
    disk.set(Disk::KIND, "fast")?;
    //             ^^^^ use of deprecated associated constant `Disk::KIND`: removed in 1.3: older
    disk.spare_mut()?;
    //   ^^^^^^^^^ use of deprecated method `Disk::spare_mut`: it never had one
    disk.row()?;
    //   ^^^ use of deprecated method `PlaceAccess::row`: racks have no rows
    disk.set_row(1)?;
    //   ^^^^^^^ use of deprecated method `PlaceAccess::set_row`: racks have no rows
    disk.get(Disk::ROW)?;
    //             ^^^ use of deprecated associated constant `PlaceAccess::ROW`: racks have no rows
    drive.rounds()?;
    //    ^^^^^^ use of deprecated method `Drive::rounds`: nothing turns
    Ok(())
}

fn main() -> Result<()> {
    let mut disk = Disk::builder().gigabytes(1).kind("slow").row(2).build_orphan()?;
    //                             ^^^^^^^^^ use of deprecated method `DiskBuilder::gigabytes`: use `size`
    //                                          ^^^^ use of deprecated method `DiskBuilder::kind`: removed in 1.3: older data
    //                                                       ^^^ use of deprecated method `PlaceBuild::row`: racks have no rows
    used(&mut disk, &Drive::default())
}
