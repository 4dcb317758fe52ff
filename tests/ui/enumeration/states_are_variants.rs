//! A state changes to variants of its enum, to each once.

use versioned_object_core::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
enum State {
    #[enum_field(to(Bussy, Gone))]
    //              ^^^^^ `State` has no state `Bussy`, did you mean `Busy`?
    Idle,
    #[enum_field(to(Idle, Idle))]
    //                    ^^^^ `Idle` is given twice
    Busy,
    Gone,
}

fn main() {}
