//! A validator returns nothing or why it refuses a value, `Result<(), E>`.

use versioned_object_core::prelude::*;

fn named(label: &str) -> bool {
    !label.is_empty()
}

fn asserted(label: &str) {
    assert!(!label.is_empty());
}

fn parsed(label: &str) -> std::result::Result<i64, std::num::ParseIntError> {
    label.parse()
}

fn why(watts: i64) -> Option<String> {
    (watts < 0).then(|| "negative".to_owned())
}

async fn asked(watts: i64) -> Result<()> {
    if watts < 0 { Err(Error::invalid("negative")) } else { Ok(()) }
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Lamp {
    #[field(validate = named)]
    //                 ^^^^^ expected `named` to return `Result<(), _>`, but it returns `bool`
    label: Attr<String>,
    #[field(validate = asserted)]
    //                 ^^^^^^^^ expected `asserted` to return `Result<(), _>`, but it returns `()`
    room: Attr<Option<String>>,
    #[field(validate = parsed)]
    //                 ^^^^^^ expected `parsed` to return `Result<(), _>`, but it returns `Result<i64,
    number: Attr<String>,
    #[field(validate = why)]
    //                 ^^^ expected `why` to return `Result<(), _>`, but it returns `Option<String>`
    watts: Attr<i64>,
    #[field(validate = asked)]
    //                 ^^^^^ expected `asked` to return `Result<(), _>`, but it returns `impl
    volts: Attr<i64>,
    meta: ObjectMeta,
}

fn main() {}
