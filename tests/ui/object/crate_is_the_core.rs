//! `crate` is a path to the core crate.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", crate = nope, table = "disks")]
//                                          ^^^^ unresolved import
pub struct Disk {
    id: Attr<i64>,
    #[field(default = "none")]
    name: Attr<Option<String>>,
    #[field(flatten)]
    times: Times,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", crate = std)]
//                                          ^^^ unresolved import
pub struct Port {
    number: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", list_of = Disk, crate = versioned_object_core::prelude)]
//                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unresolved import
pub struct DiskList {
    objects: Attr<Vec<Disk>>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", extends = Disk, crate = "::nope")]
//                                                          ^^^^^^^^ unresolved import
pub struct BigDisk {
    disk: Disk,
    weight: Attr<i64>,
}

#[derive(Clone, FieldMixin)]
#[field_mixin(crate = nope)]
//                    ^^^^ unresolved import
pub struct Times {
    made_at: Attr<DateTime<Utc>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
#[enum_field(crate = crate::vo)]
//                          ^^ unresolved import
pub enum Status {
    Free,
    Used,
}

fn make(context: &Context) -> Result<Disk> {
    let mut disk = Disk::new(context);
    disk.set_name("a")?;
    Disk::builder().id(3).build(context)
}

fn main() {}
