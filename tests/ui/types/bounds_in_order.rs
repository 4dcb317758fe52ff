//! The bounds of a number go up.

use versioned_object_core::fields::Bounded;
use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Turned {
    size: Attr<Bounded<5, 1>>,
    //         ^^^^^^^^^^^^^ 5 is above 1: write `Bounded<1, 5>`
    depths: Attr<Vec<Bounded<1, -5>>>,
    //               ^^^^^^^^^^^^^^ 1 is above -5: write `Bounded<-5, 1>`
    height: Attr<Bounded<-5, 5>>,
    meta: ObjectMeta,
}

fn main() {}
