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
    let mut disk = Disk::orphan();
    disk.get_mut(Disk::SIZE)?;
    disk.get_mut(Disk::HOST)?;
    disk.size_mut()?;
    disk.id_mut()?;
    disk.tags_mut()?.push("a".to_owned());
    Ok(())
}
