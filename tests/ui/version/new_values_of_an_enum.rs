//! New values are those of an enum.

use std::collections::{BTreeMap, BTreeSet};

use versioned_object_core::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, EnumField)]
enum State {
    On,
    Dimmed,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1")]
struct Lamp {
    #[field(value("1.1", Dimmed, instead = On))]
    //      ^^^^^ `value` is for enums, and for lists, sets and maps of one: `String` has no variants
    state: Attr<String>,
    #[field(value("1.1", Dimmed, instead = On))]
    //      ^^^^^ `value` is for enums, and for lists, sets and maps of one: `Vec<i64>` has no variants
    states: Attr<Option<Vec<i64>>>,
    #[field(value("1.1", Dimmed, instead = On))]
    //      ^^^^^ `value` is about the values of a map, and those of `BTreeMap<State, i64>` have no variants
    hours: Attr<BTreeMap<State, i64>>,
    #[field(value("1.1", Dimmed, instead = On))]
    //      ^^^^^ `value` is for enums, and for lists, sets and maps of one: `BTreeSet<i64>` has no variants
    numbers: Attr<BTreeSet<i64>>,
    meta: ObjectMeta,
}

fn main() {}
