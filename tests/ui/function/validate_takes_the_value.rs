//! A validator takes what the getter of the field gives, without null.

use versioned_object_core::prelude::*;

fn positive(watts: Option<i64>) -> std::result::Result<(), String> {
    watts.filter(|watts| *watts > 0).map(drop).ok_or_else(|| "not positive".to_owned())
}

fn named(label: String) -> Result<()> {
    if label.is_empty() { Err(Error::invalid("no name")) } else { Ok(()) }
}

fn short(tags: &Vec<String>) -> Result<()> {
    if tags.len() > 3 { Err(Error::invalid("too many")) } else { Ok(()) }
}

mod checks {
    pub fn small(number: i32) -> std::result::Result<(), &'static str> {
        if number < 9 { Ok(()) } else { Err("too large") }
    }

    pub fn within<const MAX: u8>(number: u8) -> std::result::Result<(), &'static str> {
        if number <= MAX { Ok(()) } else { Err("too large") }
    }
}

fn between(low: i64, high: i64) -> Result<()> {
    if low < high { Ok(()) } else { Err(Error::invalid("not between")) }
}

fn now() -> Result<()> {
    Ok(())
}

#[derive(Clone, FieldMixin)]
struct Place {
    #[field(validate = named)]
    //                 ^^^^^ type mismatch in function arguments
    room: Attr<Option<String>>,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Lamp {
    #[field(validate = positive)]
    //                 ^^^^^^^^ type mismatch in function arguments
    watts: Attr<Option<i64>>,
    #[field(validate = named)]
    //                 ^^^^^ type mismatch in function arguments
    label: Attr<String>,
    #[field(validate = short)]
    //                 ^^^^^ type mismatch in function arguments
    tags: Attr<Vec<String>>,
    #[field(validate = checks::small)]
    //                 ^^^^^^^^^^^^^ type mismatch in function arguments
    hours: Attr<i64>,
    #[field(validate = checks::within::<9>)]
    //                 ^^^^^^^^^^^^^^^^^^^ type mismatch in function arguments
    number: Attr<i64>,
    #[field(validate = between)]
    //                 ^^^^^^^ function is expected to take 1 argument, but it takes 2 arguments
    height: Attr<i64>,
    #[field(validate = now)]
    //                 ^^^ function is expected to take 1 argument, but it takes 0 arguments
    width: Attr<i64>,
    #[field(validate = Self::bright)]
    //                 ^^^^^^^^^^^^ function is expected to take 1 argument, but it takes 2 arguments
    light: Attr<i64>,
    meta: ObjectMeta,
}

impl Lamp {
    fn bright(&self, light: i64) -> Result<()> {
        if light > 3 { Ok(()) } else { Err(Error::invalid("dark")) }
    }
}

fn main() {}
