//! `as_is` is for types whose values have the same form on the wire.

use std::collections::BTreeMap;

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Bulb {
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Socket {
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.3")]
struct Lamp {
    #[field(changed("1.3", from = i64, as_is))]
    //                                 ^^^^^ `as_is` is for values that have the same form on the wire, but they are
    label: Attr<Option<String>>,
    #[field(changed("1.2", from = Vec<i64>, as_is), changed("1.3", from = Option<i64>, as_is))]
    //                                      ^^^^^ `as_is` is for values that have the same form on the wire, but they are
    watts: Attr<f64>,
    #[field(changed("1.3", from = Vec<Vec<i64>>, as_is))]
    //                                           ^^^^^ `as_is` is for values that have the same form on the wire, but they are
    hours: Attr<Vec<Vec<String>>>,
    #[field(changed("1.3", from = BTreeMap<String, i64>, as_is))]
    //                                                   ^^^^^ `as_is` is for values that have the same form on the wire, but they are
    names: Attr<BTreeMap<String, Option<Vec<i64>>>>,
    #[field(changed("1.3", from = Option<Box<Bulb>>, as_is))]
    //                                               ^^^^^ `as_is` is for values that have the same form on the wire, but they are
    bulb: Attr<Option<Box<Socket>>>,
    #[field(changed("1.3", from = BTreeMap<i64, i64>, as_is))]
    //                                                ^^^^^ `as_is` is for maps whose keys have the same form, but they are numbers before and texts now
    sizes: Attr<BTreeMap<String, i64>>,
    #[field(changed("1.3", from = Vec<BTreeMap<Uuid, i64>>, as_is))]
    //                                                      ^^^^^ `as_is` is for maps whose keys have the same form, but they are texts before and numbers now
    lengths: Attr<Vec<BTreeMap<u8, i64>>>,
    #[field(changed("1.3", from = BTreeMap<Uuid, i64>, as_is))]
    owners: Attr<BTreeMap<String, i64>>,
    #[field(changed("1.3", from = Vec<i64>, as_is))]
    counts: Attr<Vec<Option<f64>>>,
    #[field(changed("1.3", from = Uuid, as_is))]
    owner: Attr<Option<String>>,
    meta: ObjectMeta,
}

fn main() {}
