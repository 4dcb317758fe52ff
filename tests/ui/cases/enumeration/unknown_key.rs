use versioned_object_core::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
#[enum_field(anonymus, anonymous, anonymous, rename = "Status", rename_all = "snakecase")]
enum Status {
    #[enum_field(renam = "new")]
    Creating,
    #[enum_field(name = "x")]
    Deleting,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
#[field(since = "1.0")]
#[versioned_object(version = "1.0")]
enum Colour {
    Red,
}

fn main() {}
