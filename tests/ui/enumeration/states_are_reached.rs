//! Another state leads to each state but those with which a field begins.

use versioned_object_core::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
enum State {
    #[enum_field(to(Busy))]
    Idle,
    #[enum_field(to(Idle))]
    Busy,
    Gone,
  //^^^^ no state leads to `Gone`: name it in the `to(…)` of another, or say `start` where a field begins with it
    #[enum_field(to(Alone, Idle))]
    Alone,
  //^^^^^ no state leads to `Alone`
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
enum Place {
    #[enum_field(to(Shelf))]
    Box,
    #[enum_field(to(Box))]
    Shelf,
    #[enum_field(to(Roof))]
    Cellar,
  //^^^^^^ no state that a field begins with leads to `Cellar`: name it in the `to(…)` of another, or say `start`
    #[enum_field(to(Cellar))]
    Roof,
    #[enum_field(to(Lost))]
    Given,
  //^^^^^ no state leads to `Given`
    #[enum_field(to(Box))]
    Lost,
}

fn main() {}
