//! A key derives what its map asks.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use versioned_object_core::prelude::*;


#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
enum Colour {
    Red,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    sorted: Attr<BTreeMap<Colour, i64>>,
    //                    ^^^^^^ the trait bound `Colour: Ord` is not satisfied
    hashed: Attr<HashMap<Colour, i64>>,
    //                   ^^^^^^ the trait bound `Colour: Hash` is not satisfied
    colours: Attr<BTreeSet<Colour>>,
    //                     ^^^^^^ the trait bound `Colour: Ord` is not satisfied
    meta: ObjectMeta,
}

fn main() {}
