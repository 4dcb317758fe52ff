//! A field whose type is wrong in a part has the accessors of what is meant.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
pub struct Disk {
    letters: Attr<Vec<char>>,
    //                ^^^^ `char` is not the type of a field: write `String`
    sizes: Attr<Option<Vec<usize>>>,
    //                     ^^^^^ `usize` is not the type of a field: write `u64`
    meta: ObjectMeta,
}

fn main() -> Result<()> {
    let mut disk = Disk::builder().letters(["a"]).build_orphan()?;
    disk.letters_mut()?.push("b".to_owned());
    disk.set_sizes([1, 2])?;
    println!("{:?} {:?}", disk.letters()?.len(), disk.sizes()?);
    Ok(())
}
