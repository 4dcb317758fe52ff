//! The accessors of a mixin are methods of a trait: who calls them imports it.

mod disks {
    use versioned_object_core::prelude::*;

    #[derive(Clone, FieldMixin)]
    pub struct Place {
        room: Attr<Option<String>>,
    }

    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.0")]
    pub struct Disk {
        size: Attr<i64>,
        #[field(flatten)]
        place: Place,
        meta: ObjectMeta,
    }
}

use disks::Disk;
use versioned_object_core::prelude::*;

fn main() -> Result<()> {
    let disk = Disk::builder().room("a").build_orphan()?;
    //                         ^^^^ no method named `room` found for struct `DiskBuilder` in the current scope
    disk.get(Disk::ROOM)?;
    //             ^^^^ no … named `ROOM` found for struct `disks::Disk` in the
    Ok(())
}
