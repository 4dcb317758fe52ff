//! A key is for the type that declares the field, and for those that extend it.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    size: Attr<i64>,
    host: Attr<Option<String>>,
    tags: Attr<Vec<String>>,
    #[field(read_only)]
    id: Attr<Uuid>,
    meta: ObjectMeta,
}


#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Lamp {
    watts: Attr<i64>,
    meta: ObjectMeta,
}

fn main() -> Result<()> {
    let mut disk = Disk::orphan();
    disk.get(Lamp::WATTS)?;
    //   ^^^ `Disk` has no field with a key of `Lamp`
    disk.set(Lamp::WATTS, 10)?;
    //       ^^^^^^^^^^^ `Disk` has no field with a key of `Lamp`
    Ok(())
}
