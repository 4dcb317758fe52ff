//! `extends` names the type of the field.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Port {
    number: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(extends = Prt)]
//                           ^^^ `extends` says `Prt`, the field `base` is a `Port`
struct Socket {
    base: Port,
    speed: Attr<i64>,
}

fn main() {}
