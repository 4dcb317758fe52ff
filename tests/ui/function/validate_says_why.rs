//! What a validator refuses a value with can be printed.

use versioned_object_core::prelude::*;

struct Dark;

fn bright(watts: i64) -> std::result::Result<(), Dark> {
    if watts > 0 { Ok(()) } else { Err(Dark) }
}

fn low(watts: i64) -> std::result::Result<(), Option<String>> {
    if watts < 9 { Ok(()) } else { Err(Some("high".to_owned())) }
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Lamp {
    #[field(validate = bright)]
    //                 ^^^^^^ a `Dark` does not say why a value is refused
    watts: Attr<i64>,
    #[field(validate = low)]
    //                 ^^^ a `Option<std::string::String>` does not say why a value is refused
    volts: Attr<i64>,
    meta: ObjectMeta,
}

fn main() {}
