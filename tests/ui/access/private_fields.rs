//! Fields are private: all writing goes through setters.

use versioned_object_core::prelude::*;

mod disks {
    use versioned_object_core::prelude::*;

    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.0")]
    pub struct Disk {
        size: Attr<i64>,
        meta: ObjectMeta,
    }
}

fn main() {
    let mut disk = disks::Disk::orphan();
    disk.size = Attr::default();
    //   ^^^^ field `size` of struct `disks::Disk` is private
}
