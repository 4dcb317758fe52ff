//! The fields of an object give the fingerprint that it says.

use versioned_object_core::prelude::*;

mod before {
    use versioned_object_core::prelude::*;

    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.3", note("1.3", "what it means changed"), namespace = "before", fingerprint = "22a6ddc81f393e60bd7cff8eac5282b7")]
    pub struct Disk {
        size: Attr<i64>,
        cluster: Attr<Option<String>>,
        meta: ObjectMeta,
    }
}

// As `before`, but `cluster` does not take null any more.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.3", note("1.3", "what it means changed"), fingerprint = "22a6ddc81f393e60bd7cff8eac5282b7")]
//                                                                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the fields of `Disk` give the fingerprint 94c3e36745ed9e5a128c325a8f66fa9d,
pub struct Disk {
    size: Attr<i64>,
    cluster: Attr<String>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.3", note("1.3", "what it means changed"), fingerprint = "22a6ddc81f393e60bd7cff8eac5282b7")]
//                                                                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the fields of `Lamp` give the fingerprint
struct Lamp {
    size: Attr<i64>,
    group: Attr<Option<String>>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.3", note("1.3", "what it means changed"), fingerprint = "22a6ddc81f393e60bd7cff8eac5282b7")]
//                                                                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the fields of `Port` give the fingerprint
struct Port {
    size: Attr<i64>,
    meta: ObjectMeta,
}

fn main() {}
