//! Own types may be called `Attr` and `ObjectMeta`: ours are told by another path, or the own ones by their keys.

#![deny(warnings)]

use versioned_object_core as vo;
use vo::{FieldMixin, VersionedObject};

#[derive(Clone, Debug, Default)]
pub struct Attr<T>(T);

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
pub struct ObjectMeta {
    size: vo::Attr<i64>,
    meta: vo::ObjectMeta,
}

#[derive(Clone, FieldMixin)]
pub struct Counted {
    times: vo::Attr<i64>,
    #[field(skip)]
    seen: Attr<i64>,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
pub struct Disk {
    about: vo::Attr<Option<Box<ObjectMeta>>>,
    #[field(flatten)]
    counted: Counted,
    #[field(skip)]
    seen: Attr<i64>,
    meta: vo::ObjectMeta,
}

mod groups {
    use versioned_object_core as vo;

    #[derive(Clone, vo::FieldMixin)]
    pub struct Attr {
        made: vo::Attr<bool>,
    }

    #[derive(Clone, vo::VersionedObject)]
    #[versioned_object(version = "1.0")]
    pub struct Port {
        number: vo::Attr<i64>,
        #[field(flatten)]
        made: Attr,
        meta: vo::ObjectMeta,
    }
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", extends = ObjectMeta)]
pub struct Wide {
    base: ObjectMeta,
    width: vo::Attr<i64>,
}

fn main() {
    use groups::{AttrAccess as _, AttrBuild as _};

    let mut disk =
        Disk::builder().about(ObjectMeta::builder().size(3).build_orphan().unwrap()).build_orphan().unwrap();
    disk.set_times(disk.seen.0 + disk.counted.seen.0).unwrap();
    assert_eq!(disk.times().unwrap(), 0);
    assert!(groups::Port::builder().made(true).build_orphan().unwrap().made().unwrap());
    assert!(Wide::builder().width(3).build_orphan().is_ok());
}
