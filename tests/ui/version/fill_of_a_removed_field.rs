//! A field that is gone is in no raised object.

use versioned_object_core::prelude::*;


#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.2")]
struct Lamp {
    #[field(since("1.1", fill = 3), until = "1.2")]
    //                          ^ 1.2 removed the field, so that no raised object has it: remove `fill`
    watts: Attr<i64>,
    meta: ObjectMeta,
}

fn main() {}
