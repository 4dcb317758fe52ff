//! An enum of texts is small and plain.

use versioned_object_core::prelude::*;

#[derive(EnumField)]
enum Status {
//   ^^^^^^ an enum of texts is small and plain: write `#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]`
    Creating,
}

#[derive(Clone, Debug, PartialEq, Eq, EnumField)]
enum Colour {
//   ^^^^^^ an enum of texts is small and plain: write `#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]`
    Red,
}

#[derive(Clone, Copy, EnumField)]
enum State {
//   ^^^^^ an enum of texts is small and plain: write `#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]`
    #[enum_field(to(Busy))]
    Idle,
    Busy,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    colour: Attr<Colour>,
    states: Attr<Vec<State>>,
    meta: ObjectMeta,
}

fn main() {}
