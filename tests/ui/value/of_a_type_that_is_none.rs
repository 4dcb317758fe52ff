//! Of a value for a field whose type is none of a field's, nothing is said besides.

use versioned_object_core::prelude::*;

#[derive(Clone, Copy, PartialEq)]
enum Colour {
    Red,
}

const RED: Colour = Colour::Red;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1")]
struct Lamp {
    #[field(default = Colour::Red)]
    path: Attr<Colour>,
    //         ^^^^^^ `Colour` is not the type of a field
    #[field(default = Colour::Red)]
    nullable: Attr<Option<Colour>>,
    //                    ^^^^^^ `Colour` is not the type of a field
    #[field(default = [Colour::Red])]
    list: Attr<Vec<Colour>>,
    //             ^^^^^^ `Colour` is not the type of a field
    #[field(default = 5)]
    number: Attr<Colour>,
    //           ^^^^^^ `Colour` is not the type of a field
    #[field(default = Some(5))]
    some: Attr<Colour>,
    //         ^^^^^^ `Colour` is not the type of a field
    #[field(default = Default::default())]
    open: Attr<Colour>,
    //         ^^^^^^ `Colour` is not the type of a field
    #[field(default = "red".parse().unwrap())]
    parsed: Attr<Option<Colour>>,
    //                  ^^^^^^ `Colour` is not the type of a field
    #[field(default = RED)]
    constant: Attr<Colour>,
    //             ^^^^^^ `Colour` is not the type of a field
    #[field(since("1.1", fill = Colour::Red))]
    filled: Attr<Colour>,
    //           ^^^^^^ `Colour` is not the type of a field
    meta: ObjectMeta,
}

#[derive(Clone, FieldMixin)]
struct Shade {
    #[field(default = Colour::Red)]
    colour: Attr<Colour>,
    //           ^^^^^^ `Colour` is not the type of a field
}

fn main() {}
