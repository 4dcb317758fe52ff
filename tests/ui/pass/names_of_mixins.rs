//! `relationships` names the field of a mixin as Rust does, whatever its name on the wire.

#![deny(warnings)]

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1")]
pub struct Part {
    #[field(since = "1.1")]
    size: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, FieldMixin)]
pub struct Parts {
    #[field(rename = "CG_part")]
    part: Attr<Option<Box<Part>>>,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", note("1.1", "parts are at 1.1"), relationships(part = [("1.0", "1.0"), ("1.1", "1.1")]))]
pub struct Disk {
    size: Attr<i64>,
    #[field(flatten)]
    parts: Parts,
    meta: ObjectMeta,
}

fn main() {
    assert_eq!(Disk::descriptor().relationships[0].field, "CG_part");
}
