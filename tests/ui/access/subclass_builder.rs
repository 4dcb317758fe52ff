//! The builder of a subclass sets the fields of the parent by their keys: `set(Disk::SIZE, 1)`.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    heads: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(extends = Disk)]
struct Drive {
    base: Disk,
    rounds: Attr<i64>,
}

fn main() -> Result<()> {
    let _ = Drive::builder().set(Disk::HEADS, 2).rounds(7_200).build_orphan()?;
    let _ = Drive::builder().heads(2).build_orphan()?;
    //                       ^^^^^ no method named `heads` found for struct `DriveBuilder` in the current scope
    Ok(())
}
