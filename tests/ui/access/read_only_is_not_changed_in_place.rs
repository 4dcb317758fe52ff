//! A read-only field is not changed in place.

use versioned_object_core::prelude::*;

#[derive(Clone, FieldMixin)]
struct Labels {
    #[field(read_only)]
    labels: Attr<Vec<String>>,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    #[field(read_only)]
    tags: Attr<Vec<String>>,
    #[field(read_only)]
    spare: Attr<Option<Box<Disk>>>,
    #[field(flatten)]
    group: Labels,
    meta: ObjectMeta,
}

fn main() -> Result<()> {
    let mut disk = Disk::orphan();
    disk.tags_mut()?.push("a".to_owned());
    //   ^^^^^^^^ a read-only field is not changed in place
    disk.spare_mut()?;
    //   ^^^^^^^^^ a read-only field is not changed in place
    disk.labels_mut()?.clear();
    //   ^^^^^^^^^^ a read-only field is not changed in place
    Ok(())
}
