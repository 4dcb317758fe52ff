use versioned_object_core::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
enum Status {
    Creating,
    #[enum_field(rename = "creating")]
    Making,
}

fn main() {}
