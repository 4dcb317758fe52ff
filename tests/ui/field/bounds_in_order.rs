//! The smallest value of a `Bounded` stands before the largest.

use versioned_object_core::fields::Bounded;
use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Turned {
    size: Attr<Bounded<5, 1>>,
    //         ^^^^^^^^^^^^^ 5 is above 1: write `Bounded<1, 5>`
    rest: Attr<Vec<Option<Bounded<2, -2>>>>,
    //                    ^^^^^^^^^^^^^^ 2 is above -2: write `Bounded<-2, 2>`
    meta: ObjectMeta,
}

fn main() {}
