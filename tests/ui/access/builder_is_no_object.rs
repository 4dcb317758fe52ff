//! The methods of a builder are named after the fields, without `set_`, and `build` ends it.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    size: Attr<i64>,
    meta: ObjectMeta,
}

fn main() -> Result<()> {
    let _ = Disk::builder().set_size(1).build_orphan()?;
    //                      ^^^^^^^^ no method named `set_size` found for struct `DiskBuilder` in the current
    let _ = Disk::builder().siz(1).build_orphan()?;
    //                      ^^^ no method named `siz` found for struct `DiskBuilder` in the current scope
    let _: Disk = Disk::builder().size(1);
    //            ^^^^^^^^^^^^^^^^^^^^^^^ mismatched types
    Ok(())
}
