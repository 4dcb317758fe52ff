//! Where values of an enum stay as they are, the enum before has them, or `value` says what older versions get.

use std::collections::BTreeMap;

use versioned_object_core::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
enum Old {
    Fast,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
enum Kind {
    Fast,
    VerySlow,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, EnumField)]
enum OldKey {
    Fast,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, EnumField)]
enum Key {
    Fast,
    VerySlow,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1")]
struct Disk {
    #[field(changed("1.1", from = Old, as_is))]
    //                                 ^^^^^ `very_slow` is no value of the enum before: say what older versions get, `value("1.1", …, instead = …)`, or write `down` and `up`
    kind: Attr<Kind>,
    #[field(changed("1.1", from = Option<Vec<Old>>, as_is))]
    //                                              ^^^^^ `very_slow` is no value of the enum before
    kinds: Attr<Vec<Kind>>,
    #[field(changed("1.1", from = BTreeMap<OldKey, i64>, as_is))]
    //                                                   ^^^^^ `very_slow`, which keys may be, is no value of the enum before: write `down` and `up`
    sizes: Attr<BTreeMap<Key, i64>>,
    #[field(changed("1.1", from = Vec<BTreeMap<OldKey, Old>>, as_is), value("1.1", VerySlow, instead = Fast))]
    //                                                        ^^^^^ `very_slow`, which keys may be, is no value
    all_kinds: Attr<Vec<BTreeMap<Key, Kind>>>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1")]
struct Lamp {
    #[field(changed("1.1", from = Old, as_is), value("1.1", VerySlow, instead = Fast))]
    kind: Attr<Kind>,
    // The enum had it all the time.
    same: Attr<Kind>,
    #[field(changed("1.1", from = Kind, as_is))]
    fewer: Attr<Old>,
    #[field(changed("1.1", from = String, as_is))]
    text: Attr<Kind>,
    #[field(changed("1.1", from = BTreeMap<Key, i64>, as_is))]
    sizes: Attr<BTreeMap<OldKey, i64>>,
    #[field(changed("1.1", from = BTreeMap<String, i64>, as_is))]
    lengths: Attr<BTreeMap<Key, i64>>,
    meta: ObjectMeta,
}

fn main() {}
