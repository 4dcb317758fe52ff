//! A field is found by its name or its key: the version of a type is neither.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    size: Attr<i64>,
    meta: ObjectMeta,
}

fn main() -> Result<()> {
    let disk = Disk::orphan();
    disk.get(Disk::VERSION)?;
    //       ^^^^^^^^^^^^^ `Disk` has no field with the key `versioned_object_core::Version`
    disk.get(3)?;
    //       ^ `Disk` has no field with the key `{integer}`
    disk.is_set(String::from("size"));
    //          ^^^^^^^^^^^^^^^^^^^^ `Disk` has no field with the key `std::string::String`
    Ok(())
}
