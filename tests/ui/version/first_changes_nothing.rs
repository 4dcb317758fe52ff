//! The first version changed nothing, and no object is raised to it.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", note("1.1", "it is brighter"))]
struct Lamp {
    #[field(renamed("1.0", "color"))]
    //              ^^^^^ 1.0 is the first version, before which there was nothing: give `renamed` the version that did it
    colour: Attr<String>,
    #[field(changed("1.0", from = i64, as_is))]
    //              ^^^^^ 1.0 is the first version
    watts: Attr<f64>,
    #[field(until = "1.0")]
    //              ^^^^^ 1.0 is the first version
    volts: Attr<i64>,
    #[field(since("1.0", fill = 3))]
    //                          ^ no object is raised to 1.0, the first version: remove `fill`
    rooms: Attr<i64>,
    meta: ObjectMeta,
}

fn main() {}
