//! An object with a mistake is used as one without.

use versioned_object_core::prelude::*;

/// The one mistake of this file.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", nmespace = "shop", extra_fields(twice), hooks(load_attr), comparable)]
//                                  ^^^^^^^^ unknown key `nmespace` in `#[versioned_object(…)]`, did you mean
pub struct Disk {
    id: Attr<Uuid>,
    #[field(since = "1.1", default = 10, validate = some)]
    size: Attr<Option<i64>>,
    host: Attr<Option<String>>,
    tags: Attr<Vec<String>>,
    #[field(flatten)]
    times: Times,
    meta: ObjectMeta,
}

#[derive(Clone, FieldMixin)]
pub struct Times {
    created_at: Attr<Option<DateTime<Utc>>>,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Computer {
    disk: Attr<Disk>,
    spare: Attr<Option<Box<Disk>>>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", list_of = Disk, fingerprint = "15ecf022a68ddbb8c2a6739cfc9f8f5e")]
struct DiskList {
    objects: Attr<Vec<Disk>>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(extends = Disk, fingerprint = "15ecf022a68ddbb8c2a6739cfc9f8f5e")]
struct Drive {
    base: Disk,
    rounds: Attr<i64>,
}

#[object_methods]
impl Disk {
    pub fn double(&self) -> Result<Option<i64>> {
        Ok(self.size()?.map(|size| size * 2))
    }
}

fn some(size: i64) -> Result<(), &'static str> {
    if size == 0 { Err("nothing") } else { Ok(()) }
}

fn main() -> Result<()> {
    let ctx = Context::builder().build();
    let mut disk = Disk::builder().id(Uuid::nil()).size(10).tags(["a"]).created_at(None).build(&ctx)?;
    disk.set_size(20)?;
    disk.set_host("a")?;
    disk.set_created_at(None)?;
    disk.tags_mut()?.push("b".to_owned());
    disk.obj_set_defaults(&[])?;
    let size: Option<i64> = disk.get(Disk::SIZE)?;
    let host: Option<&str> = disk.host()?;
    println!("{size:?} {host:?} {:?} {:?} {disk} {disk:?}", disk.try_id(), disk.get("size")?);
    disk.set(Disk::HOST, "b")?;
    disk.set("host", "b")?;
    disk.set(Disk::CREATED_AT, None)?;
    let text = wire::to_string(&disk)?;
    let read: Disk = wire::from_str(&text)?;
    assert!(read == disk && Disk::default() == Disk::new(&ctx));
    versioned_object_core::Registry::new().register::<Disk>()?.register::<DiskList>()?;
    let mut computer = Computer::orphan();
    computer.set_disk(disk.clone())?;
    computer.set_spare(read)?;
    computer.set("disk", disk.clone())?;
    println!("{:?}", computer.disk()?.double()?);
    let disks = DiskList::from(vec![disk.clone()]);
    println!("{} {:?}", disks.len(), disks[0].size()?);
    let drive = Drive::from(disk);
    println!("{:?} {:?}", drive.size()?, drive.get(Disk::SIZE)?);
    Ok(())
}
