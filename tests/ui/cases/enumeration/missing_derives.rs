use versioned_object_core::prelude::*;

#[derive(EnumField)]
enum Status {
    Creating,
}

fn main() {}
