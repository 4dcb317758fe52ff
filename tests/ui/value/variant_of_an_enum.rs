//! The default of an enum is one of its variants.

use versioned_object_core::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
enum Colour {
    Warm,
    Cold,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Lamp {
    #[field(default = Colour::Wram)]
    //                        ^^^^ no … named `Wram` found for enum `Colour` in the
    colour: Attr<Colour>,
    meta: ObjectMeta,
}

fn main() {}
