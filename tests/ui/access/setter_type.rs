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


fn main() -> Result<()> {
    let mut disk = Disk::builder().size("10").build_orphan()?;
    //                                  ^^^^ mismatched types
    disk.set_size("10")?;
    //            ^^^^ mismatched types
    disk.set_host(10)?;
    //            ^^ a field of type `Option<std::string::String>` does not take a
    disk.set_tags("a")?;
    //            ^^^ a field of type `Vec<std::string::String>` does not take a `&str`
    disk.set(Disk::SIZE, "10")?;
    //                   ^^^^ mismatched types
    Ok(())
}
