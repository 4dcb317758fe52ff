//! No field of a subclass has the name of a computed field of its parent.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", extra_fields(name, label))]
struct Disk {
    size: Attr<i64>,
    meta: ObjectMeta,
}

impl Disk {
    fn name(&self) -> String {
        String::new()
    }

    fn label(&self) -> String {
        String::new()
    }
}

#[derive(Clone, FieldMixin)]
struct Labels {
    label: Attr<String>,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", extends = Disk)]
struct Drive {
    base: Disk,
    name: Attr<String>,
  //^^^^ `name` is a computed field of `Disk`, the parent: give the field another name
    rounds: Attr<i64>,
    #[field(flatten)]
    labels: Labels,
  //^^^^^^ `label` is a computed field of `Disk`, the parent: give the field another name
}

fn main() {}
