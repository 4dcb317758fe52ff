//! The values for the fingerprint are those of the variants.

use versioned_object_core::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
#[enum_field(fingerprint_values("creatng", "deleting"))]
//           ^^^^^^^^^^^^^^^^^^ every value of a variant must be in it: add `creating`
//                              ^^^^^^^^^ no variant has the value `creatng`, did you mean `creating`?
enum Status {
    Creating,
    Deleting,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
#[enum_field(name = "Colour", anonymous, brackets = set)]
//           ^^^^ `name` and `anonymous` exclude each other: remove one of them
//                                                  ^^^ `brackets` takes one of 2 words: write `brackets = tuple` or
enum Colour {
    Red,
}

fn main() {}
