use versioned_object_core::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
#[enum_field(fingerprint_values("creatng", "deleting"))]
enum Status {
    Creating,
    Deleting,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
#[enum_field(name = "Colour", anonymous, brackets = set)]
enum Colour {
    Red,
}

fn main() {}
