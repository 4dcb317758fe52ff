//! An extra field is a method of the object.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", extra_fields(twise))]
//                                               ^^^^^ no … named `twise` found for struct `Disk` in the
struct Disk {
    size: Attr<i64>,
    meta: ObjectMeta,
}

impl Disk {
    fn twice(&self) -> Result<i64> {
        Ok(self.size()? * 2)
    }
}

fn main() {}
