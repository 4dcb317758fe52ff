//! `#[object_methods]` stands on methods of the type itself, not of a trait.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    size: Attr<i64>,
    meta: ObjectMeta,
}

trait Double {
    fn double(&self) -> Result<i64>;
}

#[object_methods]
impl Double for Disk {
//   ^^^^^^ `#[object_methods]` is for methods of the type itself: put it on `impl Disk
    fn double(&self) -> Result<i64> {
        Ok(self.size()? * 2)
    }
}

// The block is still there.
fn main() -> Result<()> {
    println!("{}", Disk::orphan().double()?);
    Ok(())
}
