//! What a field begins with is said of state machines.

use versioned_object_core::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
enum State {
    Idle,
    #[enum_field(start)]
    //           ^^^^^ `start` is for state machines: say which variants change to which
    Busy,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
enum Other {
    #[enum_field(to(Busy))]
    Idle,
    #[enum_field(start = true)]
    //           ^^^^^ `start` is a flag: write `start` alone
    Busy,
}

fn main() {}
