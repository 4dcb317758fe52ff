//! Containers and children are changed in place, other fields by their setter.

use versioned_object_core::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
enum Kind {
    Fast,
    Slow,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    size: Attr<i64>,
    kind: Attr<Kind>,
    tags: Attr<Vec<String>>,
    meta: ObjectMeta,
}

fn main() -> Result<()> {
    let mut disk = Disk::orphan();
    disk.get_mut(Disk::SIZE)?;
    //   ^^^^^^^ a field of type `i64` is not changed in place
    disk.kind_mut()?;
    //   ^^^^^^^^ a field of type `Kind` is not changed in place
    disk.size_mut()?;
    //   ^^^^^^^^ no method named `size_mut` found for struct `Disk` in the current scope
    disk.tags_mut()?.push("a".to_owned());
    Ok(())
}
