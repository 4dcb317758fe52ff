//! Accessors are named after the fields.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    size: Attr<i64>,
    meta: ObjectMeta,
}

fn main() -> Result<()> {
    let mut disk = Disk::orphan();
    disk.set_siz(1)?;
    //   ^^^^^^^ no method named `set_siz` found for struct `Disk` in the current scope
    disk.get(Disk::SIZ)?;
    //             ^^^ no … named `SIZ` found for struct `Disk` in the current scope
    Ok(())
}
