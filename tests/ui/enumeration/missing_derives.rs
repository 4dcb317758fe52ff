use versioned_object_core::prelude::*;

#[derive(EnumField)]
//       ^^^^^^^^^ the trait bound `Status: Copy` is not satisfied
enum Status {
//   ^^^^^^ `Status` doesn't implement `Debug`
    Creating,
}

fn main() {}
