use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    #[field(default = None)]
    size: Attr<Option<i64>>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Lamp {
    #[field(default)]
    watts: Attr<i64>,
    #[field(validate = "check")]
    colour: Attr<String>,
    meta: ObjectMeta,
}

fn main() {}
