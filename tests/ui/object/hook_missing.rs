use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", hooks(load_attr, make_compatible = older))]
//                                        ^^^^^^^^^ no function or associated item named `hook_load_attr` found for
//                                                                     ^^^^^ cannot find value `older` in this scope
struct Disk {
    size: Attr<i64>,
    meta: ObjectMeta,
}

fn main() {}
