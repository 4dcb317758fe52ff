use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1")]
struct Lamp {
    #[field(value("1.1", Dimmed, instead = On))]
    state: Attr<String>,
    meta: ObjectMeta,
}

fn main() {}
