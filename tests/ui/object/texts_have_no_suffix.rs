//! A text has no suffix.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1"v, name = "Disk"n, note("1.1", "it is wider"t))]
//                           ^^^^^^ a text has no suffix: write `"1.1"`
//                                          ^^^^^^^ a text has no suffix: write `"Disk"`
//                                                               ^^^^^^^^^^^^^^ a text has no suffix: write `"it is wider"`
struct Disk {
    #[field(rename = "Size"s)]
    //               ^^^^^^^ a text has no suffix: write `"Size"`
    size: Attr<i64>,
    #[field(renamed("1.1", "old"o))]
    //                     ^^^^^^ a text has no suffix: write `"old"`
    new_name: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
#[enum_field(fingerprint_values("off"a, "on"))]
//                              ^^^^^^ a text has no suffix: write `"off"`
enum Status {
    On,
    Off,
}

fn main() {}
