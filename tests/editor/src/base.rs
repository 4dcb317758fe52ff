//! A parent, and what belongs to it.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
pub struct Base {
    serial: Attr<i64>,
    owner: Attr<String>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "racks")]
pub struct Rack {
    id: Attr<Uuid>,
    meta: ObjectMeta,
}
