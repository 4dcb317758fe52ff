//! The default of an `Option` is null: no default, and `None` where an older object gets it.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1")]
struct Disk {
    #[field(default = Default::default())]
    //                ^^^^^^^^^^^^^^^^^^ null is no default: remove it
    size: Attr<Option<i64>>,
    #[field(default = Option::<String>::default())]
    //                ^^^^^^^^^^^^^^^^^^^^^^^^^^^ null is no default: remove it
    name: Attr<Option<String>>,
    #[field(since("1.1", fill = Default::default()))]
    //                          ^^^^^^^^^^^^^^^^^^ this is null: write `fill = None`
    host: Attr<Option<String>>,
    meta: ObjectMeta,
}

fn main() {}
