use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", list_of = String)]
//                                            ^^^^^^ `std::string::String` is not a versioned object
struct Names {
    objects: Attr<Vec<String>>,
    meta: ObjectMeta,
}

fn main() {}
