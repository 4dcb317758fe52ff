//! A hook is a function that is in scope.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", hooks(load_attr = Self::fetched, make_compatible = older))]
//                                                          ^^^^^^^ no … named `fetched` found for struct `Disk` in
//                                                                                     ^^^^^ cannot find value `older` in this scope
struct Disk {
    size: Attr<i64>,
    meta: ObjectMeta,
}

fn main() {}
