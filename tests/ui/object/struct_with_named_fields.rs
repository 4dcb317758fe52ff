use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Tuple(Attr<i64>);
//          ^^^^^^^^^^^ `VersionedObject` is for structs with named fields: write `{ name:

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Unit;
//     ^^^^ `VersionedObject` is for structs with named fields: write `Unit { … }`

#[derive(Clone, Copy, Debug, PartialEq, Eq, VersionedObject)]
#[versioned_object(version = "1.0")]
enum Status {
    Creating,
}

fn main() {}
