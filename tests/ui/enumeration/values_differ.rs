//! No two variants have the same value.

use versioned_object_core::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
enum Status {
    Creating,
    #[enum_field(rename = "creating")]
    //                    ^^^^^^^^^^ another variant has the value `creating`: give one of them another
    Making,
}

fn main() {}
