//! What is put into a field is a value of its type, or turns into one as for a setter.

use versioned_object_core::prelude::*;

const WATTS: i32 = 60;

fn hours() -> i32 {
    1_000
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
enum Colour {
    Warm,
    Cold,
}

#[derive(Clone, FieldMixin)]
struct Power {
    #[field(default = "mains")]
    //                ^^^^^^^ a field of type `Colour` does not take a `&str`
    source: Attr<Colour>,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Lamp {
    #[field(default = "warm")]
    //                ^^^^^^ a field of type `Colour` does not take a `&str`
    colour: Attr<Colour>,
    #[field(default = Colour::Cold)]
    //                ^^^^^^^^^^^^ a field of type `std::string::String` does not take a `Colour`
    label: Attr<String>,
    #[field(default = hours())]
    //                ^^^^^^^ a field of type `Option<i64>` does not take a `i32`
    hours: Attr<Option<i64>>,
    #[field(default = WATTS)]
    //                ^^^^^ a field of type `u16` does not take a `i32`
    watts: Attr<u16>,
    #[field(default = Vec::<i64>::new())]
    //                ^^^^^^^^^^^^^^^^^ a field of type `Vec<std::string::String>` does not take a `Vec<i64>`
    tags: Attr<Vec<String>>,
    #[field(default = "2024-02-29T12:00:00Z")]
    //                ^^^^^^^^^^^^^^^^^^^^^^ a field of type
    made: Attr<DateTime<Utc>>,
    #[field(default = Power::default())]
    //                ^^^^^^^^^^^^^^^^ a field of type `Option<Box<Lamp>>` does not take a `Power`
    spare: Attr<Option<Box<Lamp>>>,
    #[field(default = missing())]
    //                ^^^^^^^ cannot find function `missing` in this scope
    owner: Attr<String>,
    meta: ObjectMeta,
}

fn main() {}
