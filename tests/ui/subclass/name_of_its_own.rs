//! A subclass has a name of its own on the wire.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", namespace = "house", note("1.1", "it is brighter"))]
struct Lamp {
    watts: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(extends = Lamp, name = "Lamp")]
//                                        ^^^^^^ the parent is `Lamp` on the wire too: give the subclass a `name` of its own
struct Torch {
    base: Lamp,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", namespace = "house", subclass_of = Lamp, name = "Lamp")]
//                                                                                  ^^^^^^ the parent is `Lamp` on the wire too
struct Candle {
    watts: Attr<i64>,
    meta: ObjectMeta,
}

mod small {
    use versioned_object_core::prelude::*;

    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.0")]
    pub struct Bulb {
        watts: Attr<i64>,
        meta: ObjectMeta,
    }
}

#[derive(Clone, VersionedObject)]
#[versioned_object(extends = small::Bulb)]
struct Bulb {
  //   ^^^^ the parent is `Bulb` on the wire too
    base: small::Bulb,
}

fn main() {}
