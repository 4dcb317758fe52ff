//! What a list object lists is an object.

use versioned_object_core::prelude::*;

#[derive(Clone)]
struct Plain;

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
enum Colour {
    Red,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", list_of = Plain)]
//                                            ^^^^^ `Plain` is not a versioned object
struct Plains {
    objects: Attr<Vec<Plain>>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", list_of = Colour)]
//                                            ^^^^^^ `Colour` is not a versioned object
struct Colours {
    objects: Attr<Vec<Colour>>,
    meta: ObjectMeta,
}

fn main() {}
