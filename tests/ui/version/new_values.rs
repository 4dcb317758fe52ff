//! A new value is added once, after its field, and replaced by an older one.

use versioned_object_core::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
enum State {
    Off,
    On,
    Dimmed,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.2")]
struct Lamp {
    #[field(value("1.3", Dimmed, instead = On))]
    //            ^^^^^ `value` is 1.3, above the object's version 1.2: raise `version`
    state: Attr<State>,
    #[field(value("1.1", Dimmed, instead = On), value("1.2", Dimmed, instead = Off))]
    //                                                       ^^^^^^ `Dimmed` is given twice: remove one of the two
    twice: Attr<State>,
    #[field(value("1.1", Dimmed, instead = Dimmed), value("1.2", On, instead = Off))]
    //                                     ^^^^^^ `Dimmed` was not there before 1.1: name an older variant
    itself: Attr<State>,
    #[field(since = "1.1", value("1.1", Dimmed, instead = On))]
    //                           ^^^^^ the field was given a value in 1.1 but only added in 1.1: give a
    early: Attr<State>,
    meta: ObjectMeta,
}

fn main() {}
