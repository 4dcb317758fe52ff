//! An enum of texts derives `EnumField`.

use versioned_object_core::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Colour {
    Red,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    colour: Attr<Colour>,
    //           ^^^^^^ `Colour` is not the type of a field
    others: Attr<Option<Vec<Colour>>>,
    //                      ^^^^^^ `Colour` is not the type of a field
    meta: ObjectMeta,
}

fn main() {}
