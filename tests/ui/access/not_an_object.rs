//! What is read and written is a versioned object.

use versioned_object_core::prelude::*;

#[derive(Clone, Debug)]
struct Disk;

fn boxed(object: Box<dyn DynObject>) -> Result<String> {
    wire::to_string(&*object)?;
    wire::to_string(&object)
    //              ^^^^^^^ `Box<(dyn versioned_object_core::DynObject + 'static)>` is not a versioned object
}

fn main() -> Result<()> {
    wire::to_string(&Disk)?;
    //              ^^^^^ `Disk` is not a versioned object
    let _: Disk = wire::from_str("{}")?;
    //            ^^^^^^^^^^^^^^^^^^^^ `Disk` is not a versioned object
    versioned_object_core::Registry::new().register::<Disk>()?;
    //                                                ^^^^ `Disk` is not a versioned object
    Ok(())
}
