//! A type that is none of fields is told once, whatever validates it.

use versioned_object_core::prelude::*;

#[derive(Clone, Debug)]
struct Plain(i64);

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    #[field(validate = positive)]
    size: Attr<Plain>,
    //         ^^^^^ `Plain` is not the type of a field
    #[field(validate = all_positive)]
    sizes: Attr<Option<Vec<Plain>>>,
    //                     ^^^^^ `Plain` is not the type of a field
    meta: ObjectMeta,
}

fn positive(_: &Plain) -> Result<()> {
    Ok(())
}

fn all_positive(_: &[Plain]) -> Result<()> {
    Ok(())
}

fn main() {}
