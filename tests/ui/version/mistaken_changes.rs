//! A version changes the type of a field once, and its name to another one.

use versioned_object_core::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
enum State {
    On,
    Off,
}

fn down(watts: i64) -> String {
    watts.to_string()
}

fn up(text: &str) -> Result<i64, std::num::ParseIntError> {
    text.parse()
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.3")]
struct Lamp {
    #[field(
        changed("1.3", from = String, down = down, up = up),
        changed("1.3", from = String, down = down, up = up)
        //      ^^^^^ `changed` is given twice for 1.3: remove one of the two
    )]
    watts: Attr<i64>,
    #[field(renamed("1.1", "stat"), renamed("1.2", "stat"), value("1.9", Dimmed, instead = On))]
    //                     ^^^^^^ `stat` is the name that 1.1 gave the field: `renamed` takes the name
    //                                                            ^^^^^ `value` is 1.9, above the object's version 1.3: raise `version`
    state: Attr<State>,
    #[field(renamed("1.1", "volts"), renamed("1.2", "tension"))]
    volts: Attr<i64>,
    meta: ObjectMeta,
}

fn main() {}
