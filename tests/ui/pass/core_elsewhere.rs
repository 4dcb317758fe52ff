//! The core crate may be reached by any path that leads to it.

#![deny(warnings)]

mod facade {
    pub use versioned_object_core::*;

    pub mod deep {
        pub use versioned_object_core as vo;
    }
}

use facade::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
#[enum_field(crate = self::facade)]
pub enum Status {
    Free,
    Used,
}

#[derive(Clone, FieldMixin)]
#[field_mixin(crate = crate::facade)]
pub struct Times {
    made_at: Attr<DateTime<Utc>>,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", crate = facade::deep::vo)]
pub struct Disk {
    status: Attr<Status>,
    #[field(flatten)]
    times: Times,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", crate = "::versioned_object_core", list_of = Disk)]
pub struct DiskList {
    objects: Attr<Vec<Disk>>,
    meta: ObjectMeta,
}

macro_rules! port {
    ($name:ident) => {
        #[derive(Clone, VersionedObject)]
        #[versioned_object(version = "1.0", crate = $crate::facade)]
        pub struct $name {
            number: Attr<i64>,
            meta: ObjectMeta,
        }
    };
}

port!(Near);
port!(Far);

fn main() {
    use versioned_object_core as here;

    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.0", crate = here, extends = Disk)]
    pub struct BigDisk {
        disk: Disk,
        weight: Attr<i64>,
    }

    let mut disk = BigDisk::builder().weight(3).build_orphan().unwrap();
    disk.set_status(Status::Used).unwrap();
    disk.set_made_at(Utc::now()).unwrap();
    assert!(
        Near::builder().number(1).build_orphan().is_ok() && Far::builder().number(1).build_orphan().is_ok()
    );
}
