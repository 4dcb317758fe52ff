//! The history of a subclass that leaves its version to its parent ends with the parent's.

use versioned_object_core::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
enum Speed {
    Slow,
    Fast,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.2", note("1.1", "sizes are in GiB"))]
struct Part {
    #[field(since = "1.2")]
    size: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1")]
struct Disk {
    #[field(since = "1.1")]
    size: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(
    extends = Disk,
    note("1.1", "it turns"),
    note("1.2", "it turns faster"),
    //   ^^^^^ 1.2 is above 1.1, the version that the object has from Disk: add `version = "1.6"`
    relationships(part = [("1.0", "1.0"), ("1.3", "1.2")]),
    //                                     ^^^^^ 1.3 is above 1.1
)]
struct Drive {
    base: Disk,
    #[field(since = "1.0")]
    old: Attr<i64>,
    #[field(since = "1.1")]
    heads: Attr<i64>,
    #[field(since = "1.4")]
    //              ^^^^^ 1.4 is above 1.1
    rounds: Attr<i64>,
    #[field(until = "1.2")]
    //              ^^^^^ 1.2 is above 1.1
    sectors: Attr<i64>,
    #[field(renamed("1.5", "sort"))]
    //              ^^^^^ 1.5 is above 1.1
    kind: Attr<String>,
    #[field(changed("1.2", from = Option<i64>, as_is))]
    //              ^^^^^ 1.2 is above 1.1
    weight: Attr<i64>,
    #[field(value("1.6", Fast, instead = Slow))]
    //            ^^^^^ 1.6 is above 1.1
    speed: Attr<Speed>,
    part: Attr<Option<Box<Part>>>,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(extends = Drive)]
struct Spare {
    base: Drive,
    #[field(since = "2.0")]
    //              ^^^^^ 2.0 is above 1.1, the version that the object has from Drive: add `version = "2.0"`
    shelf: Attr<i64>,
}

fn main() {}
