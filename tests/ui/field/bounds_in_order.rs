use versioned_object_core::fields::Bounded;
use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Turned {
    size: Attr<Bounded<5, 1>>,
    meta: ObjectMeta,
}

fn main() {}
