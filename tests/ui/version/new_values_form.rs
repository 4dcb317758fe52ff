//! A new value names its variant and the one instead.

use versioned_object_core::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
enum State {
    Off,
    On,
    Dimmed,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.2", note("1.2", "what it means changed"))]
struct Lamp {
    #[field(value("1.1", Dimmed))]
    //                   ^^^^^^ name the variant, and the one for older peers: `value("1.4",
    nothing: Attr<State>,
    #[field(value("1.1", Dimmed, insted = On))]
    //                           ^^^^^^ unknown key `insted` in `value(…)`, did you mean `instead`?
    misspelt: Attr<State>,
    #[field(value("1.1", instead = On))]
    //                   ^^^^^^^ name the variant, and the one for older peers: `value("1.4",
    unnamed: Attr<State>,
    meta: ObjectMeta,
}

fn main() {}
