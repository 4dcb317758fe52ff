use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = 1.4)]
struct Number {
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1")]
struct Short {
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.04")]
struct Zero {
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version)]
struct Alone {
    meta: ObjectMeta,
}

fn main() {}
