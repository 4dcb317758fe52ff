//! No change is of a version below the first of the object.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", note("0.7", "it is brighter"))]
//                                       ^^^^^ 0.7 is below 1.0, the first version of the object
struct Lamp {
    #[field(since = "0.9")]
    //              ^^^^^ 0.9 is below 1.0, the first version of the object
    watts: Attr<i64>,
    #[field(until = "0.8")]
    //              ^^^^^ 0.8 is below 1.0, the first version of the object
    volts: Attr<i64>,
    meta: ObjectMeta,
}

fn main() {}
