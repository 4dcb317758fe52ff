//! The keys of an enum and of its variants are known, each in its place, and given once.

use versioned_object_core::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
#[enum_field(anonymus, anonymous, anonymous, rename = "Status", rename_all = "snakecase")]
//           ^^^^^^^^ unknown key `anonymus` in `#[enum_field(…)]`, did you mean
//                                ^^^^^^^^^ `anonymous` is given twice: remove one of the two
//                                           ^^^^^^ `rename` belongs on a variant: write `#[enum_field(rename …)]` there;
//                                                                           ^^^^^^^^^^^ unknown case `snakecase`, did you mean `snake_case`?
enum Status {
    #[enum_field(renam = "new")]
    //           ^^^^^ unknown key `renam` in `#[enum_field(…)]`, did you mean `rename`?
    Creating,
    #[enum_field(name = "x")]
    //           ^^^^ `name` belongs on the enum: write `#[enum_field(name …)]` there
    Deleting,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
#[field(since = "1.0")]
//^^^^^ cannot find attribute `field` in this scope
#[versioned_object(version = "1.0")]
//^^^^^^^^^^^^^^^^ cannot find attribute `versioned_object` in this scope
enum Colour {
    Red,
}

fn main() {}
