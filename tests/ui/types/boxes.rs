//! A box is for an object.

use versioned_object_core::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
enum Colour {
    Red,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    size: Attr<Box<i64>>,
    //         ^^^^^^^^ `Box<i64>` is not the type of a field: a box is for an object, write `i64`
    tags: Attr<Option<Box<Vec<String>>>>,
    //                ^^^^^^^^^^^^^^^^ `Box<Vec<String>>` is not the type of a field: a box is for an object, write `Vec<String>`
    data: Attr<Box<str>>,
    //         ^^^^^^^^ `Box<str>` is not the type of a field: a box is for an object, write `String`
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Lamp {
    colour: Attr<Box<Colour>>,
    //               ^^^^^^ `Colour` does not stand in a `Box`
    meta: ObjectMeta,
}

fn main() {}
