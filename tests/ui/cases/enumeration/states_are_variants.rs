use versioned_object_core::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
enum State {
    #[enum_field(to(Bussy, Gone))]
    Idle,
    #[enum_field(to(Idle, Idle))]
    Busy,
    Gone,
}

fn main() {}
