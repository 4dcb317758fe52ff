use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk<T> {
//          ^ no parameters are possible here: name the types, remove the parameters
    size: Attr<T>,
    meta: ObjectMeta,
}

fn main() {}
