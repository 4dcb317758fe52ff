use versioned_object_core::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
enum Status {
    Creating,
    Deleting(i64),
    Gone { since: i64 },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
enum Nothing {}

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
struct Disk {
    size: i64,
}

fn main() {}
