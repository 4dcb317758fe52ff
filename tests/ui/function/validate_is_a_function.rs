//! A validator is a function that is in scope: a path to it, without quotes.

use versioned_object_core::prelude::*;

mod checks {}

struct Bright;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Lamp {
    #[field(validate = missing)]
    //                 ^^^^^^^ cannot find value `missing` in this scope
    watts: Attr<i64>,
    #[field(validate = checks::missing)]
    //                         ^^^^^^^ cannot find value `missing` in module `checks`
    volts: Attr<i64>,
    #[field(validate = Self::missing)]
    //                       ^^^^^^^ no … named `missing` found for struct `Lamp` in
    hours: Attr<i64>,
    #[field(validate = checks)]
    //                 ^^^^^^ expected value, found module `checks`
    height: Attr<i64>,
    #[field(validate = Bright)]
    //                 ^^^^^^ expected a `Fn(i64)` closure, found `Bright`
    light: Attr<i64>,
    meta: ObjectMeta,
}

fn main() {}
