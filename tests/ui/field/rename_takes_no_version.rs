//! The name on the wire stands alone; the one that a version took is another key.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", note("1.1", "it is brighter"))]
struct Lamp {
    #[field(rename("1.1", "color"))]
    //      ^^^^^^ `rename` is the name in every version; an older one is `renamed("1.1", "color")`
    colour: Attr<String>,
    meta: ObjectMeta,
}

fn main() {}
