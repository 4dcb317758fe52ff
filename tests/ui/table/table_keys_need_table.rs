//! What describes a table stands beside `table`.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", project = owner, null_integers = zero)]
//                                  ^^^^^^^ `project` is about a table: say which, `table = "things"`
//                                                   ^^^^^^^^^^^^^ `null_integers` is about a table: say which, `table = "things"`
pub struct Disk {
    owner: Attr<String>,
    meta: ObjectMeta,
}

fn main() {}
