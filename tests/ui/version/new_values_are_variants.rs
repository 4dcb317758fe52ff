//! New values and those instead are variants of the enum.

use versioned_object_core::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
enum State {
    Off,
    On,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
enum Level {
    High,
    On,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.2", note("1.2", "what it means changed"))]
struct Lamp {
    #[field(value("1.1", Dimmed, instead = On))]
    //                   ^^^^^^ no … named `Dimmed` found for enum `State`
    state: Attr<State>,
    #[field(value("1.1", On, instead = Low))]
    //                                 ^^^ no … named `Low` found for enum `Level` in
    other: Attr<Option<Level>>,
    meta: ObjectMeta,
}

fn main() {}
