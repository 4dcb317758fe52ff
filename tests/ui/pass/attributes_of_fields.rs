//! Attributes of the compiler stand on fields as anywhere: `cfg`, `cfg_attr`, `allow`, `deprecated`, and names with `r#`.

#![deny(warnings)]

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
#[cfg_attr(all(), versioned_object(name = "Drive"))]
pub struct Disk {
    #[cfg(any())]
    missing: Attr<NoSuchType>,
    #[cfg(all())]
    size: Attr<i64>,
    #[cfg_attr(all(), field(read_only))]
    #[cfg_attr(any(), field(sensitive))]
    serial: Attr<String>,
    #[allow(clippy::struct_field_names)]
    r#type: Attr<String>,
    #[field(default = true)]
    r#loop: Attr<bool>,
    #[deprecated(since = "2.0.0", note = "use `size`")]
    capacity: Attr<i64>,
    #[cfg(any())]
    #[field(skip)]
    cache: NoSuchType,
    meta: ObjectMeta,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
pub enum Status {
    #[cfg(any())]
    Missing(NoSuchType),
    #[cfg_attr(all(), enum_field(rename = "ok"))]
    Available,
    #[allow(dead_code)]
    r#In,
}

#[derive(Clone, FieldMixin)]
pub struct Place {
    #[cfg(any())]
    missing: Attr<NoSuchType>,
    #[cfg(all())]
    rack: Attr<i64>,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
pub struct Node {
    #[cfg(all())]
    #[field(flatten)]
    place: Place,
    meta: ObjectMeta,
}

fn main() -> Result<()> {
    let mut disk = Disk::builder().size(1).serial("a").r#type("ssd").build_orphan()?;
    disk.obj_set_defaults(&[])?;
    assert_eq!((disk.r#type()?, disk.r#loop()?, disk.keys().len()), ("ssd", true, 4));
    disk.set_type("hdd")?;
    assert_eq!(disk.get("type")?, "hdd");
    assert!(disk.set_serial("b").is_err());
    assert_eq!(Disk::descriptor().name, "Drive");
    assert_eq!(Status::VALUES, ["ok", "in"]);
    assert_eq!(Node::builder().rack(3).build_orphan()?.rack()?, 3);
    Ok(())
}
