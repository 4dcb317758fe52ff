//! `default` takes a value, and null is none.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    #[field(default = None)]
    //                ^^^^ null is no default: remove it, a field without default stays unset until it
    size: Attr<Option<i64>>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Lamp {
    #[field(default)]
    //      ^^^^^^^ `default` takes a value: `default = …`
    watts: Attr<i64>,
    #[field(validate = "check")]
    //                 ^^^^^^^ write it without quotes: `validate = check`
    colour: Attr<String>,
    meta: ObjectMeta,
}

fn main() {}
