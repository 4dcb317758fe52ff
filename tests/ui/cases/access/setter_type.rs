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
    disk.set_size("10")?;
    disk.set_host(10)?;
    disk.set_tags("a")?;
    disk.set(Disk::SIZE, "10")?;
    Ok(())
}
