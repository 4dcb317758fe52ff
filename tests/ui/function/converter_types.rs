//! A converter takes the type on its side of the change and gives the other, or a `Result` of it.

use versioned_object_core::prelude::*;

fn text(watts: i64) -> String {
    watts.to_string()
}

fn number(text: &str) -> std::result::Result<i64, std::num::ParseIntError> {
    text.parse()
}

fn same(watts: i64) -> i64 {
    watts
}

fn is_number(text: &str) -> Result<bool> {
    Ok(text.parse::<i64>().is_ok())
}

fn owned(text: String) -> i64 {
    text.parse().unwrap_or_default()
}

struct Odd;

fn odd(_text: &str) -> std::result::Result<i64, Odd> {
    Err(Odd)
}

fn null(watts: Option<i64>) -> String {
    watts.unwrap_or_default().to_string()
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.3")]
struct Lamp {
    #[field(changed("1.3", from = String, down = text, up = is_number))]
    //                                                      ^^^^^^^^^ a converter to `i64` cannot return a `std::result::Result<bool,
    watts: Attr<i64>,
    #[field(changed("1.3", from = String, down = same, up = number))]
    //                                           ^^^^ a converter to `std::string::String` cannot return a `i64`
    volts: Attr<i64>,
    #[field(changed("1.3", from = String, down = text, up = owned))]
    //                                                      ^^^^^ type mismatch in function arguments
    hours: Attr<i64>,
    #[field(changed("1.3", from = String, down = text, up = odd))]
    //                                                      ^^^ a converter to `i64` cannot return a `std::result::Result<i64, Odd>`
    height: Attr<i64>,
    #[field(changed("1.3", from = Option<String>, down = null, up = number))]
    //                                                   ^^^^ type mismatch in function arguments
    width: Attr<Option<i64>>,
    #[field(changed("1.3", from = String, down = number, up = text))]
    //                                           ^^^^^^ type mismatch in function arguments
    //                                                        ^^^^ type mismatch in function arguments
    depth: Attr<i64>,
    #[field(changed("1.3", from = String, down = text, up = missing))]
    //                                                      ^^^^^^^ cannot find value `missing` in this scope
    weight: Attr<i64>,
    meta: ObjectMeta,
}

fn main() {}
