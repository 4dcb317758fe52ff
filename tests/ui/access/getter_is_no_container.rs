//! What a getter gives is looked at; it is changed by `…_mut()?`.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    tags: Attr<Vec<String>>,
    meta: ObjectMeta,
}

fn main() -> Result<()> {
    let mut disk = Disk::orphan();
    disk.tags()?.push("a".to_owned());
    //           ^^^^ no method named `push` found for reference `&[std::string::String]` in the
    disk.tags().push("a".to_owned());
    //          ^^^^ no method named `push` found for enum `std::result::Result<T, E>` in the
    disk.tags.push("a".to_owned());
    //        ^^^^ no method named `push` found for struct `versioned_object_core::Attr<T>` in
    Ok(())
}
