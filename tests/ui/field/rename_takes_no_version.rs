//! The name on the wire stands alone; the one that a version took is another key.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", note("1.1", "it is brighter"))]
struct Lamp {
    #[field(rename("1.1", "color"))]
    //      ^^^^^^ `rename` is the name on the wire: write `rename = "wire_name"`, or of a name that a version took `renamed("1.4", "old_name")`
    colour: Attr<String>,
    meta: ObjectMeta,
}

fn main() {}
