//! `object` names the type of a field whose Rust type does not say it.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Snapshot {
    #[field(object = "Volume")]
    //      ^^^^^^ `object` is for fields of `Box<dyn DynObject>`: `Option<i64>` says what it
    size: Attr<Option<i64>>,
    meta: ObjectMeta,
}

fn main() {}
