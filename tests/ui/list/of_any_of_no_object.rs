//! `AnyOf` has an object in it.

use versioned_object_core::fields::AnyOf;
use versioned_object_core::prelude::*;

#[derive(Clone)]
struct Plain;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", list_of = AnyOf<Plain>)]
//                                                  ^^^^^ `Plain` is not a versioned object
struct Plains {
    objects: Attr<Vec<AnyOf<Plain>>>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Holder {
    one: Attr<AnyOf<Plain>>,
    //              ^^^^^ `Plain` is not a versioned object
    nullable: Attr<Option<AnyOf<Plain>>>,
    //                          ^^^^^ `Plain` is not a versioned object
    list: Attr<Vec<AnyOf<Plain>>>,
    //                   ^^^^^ `Plain` is not a versioned object
    meta: ObjectMeta,
}

fn main() {
    let _ = Plains::orphan().len();
}
