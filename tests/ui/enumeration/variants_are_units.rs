//! An enum has variants, which are units.

use versioned_object_core::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
enum Status {
    Creating,
    Deleting(i64),
    //      ^^^^^ the variants are units: write `Deleting` without fields
    Gone { since: i64 },
    //   ^^^^^^^^^^^^^^ the variants are units: write `Gone` without fields
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
enum Nothing {}
//   ^^^^^^^ an enum without variants has no valid value: add a variant

mod disks {
    use versioned_object_core::prelude::*;

    #[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
    struct Disk {
  //^^^^^^ `EnumField` is for enums: a struct derives `VersionedObject`
        size: i64,
    }
}

fn main() {}
