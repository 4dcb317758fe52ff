use versioned_object_core::prelude::*;

#[derive(Clone, Debug)]
struct Disk;

fn main() -> Result<()> {
    wire::to_string(&Disk)?;
    let _: Disk = wire::from_str("{}")?;
    versioned_object_core::Registry::new().register::<Disk>()?;
    Ok(())
}
