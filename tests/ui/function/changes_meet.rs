//! In a chain of `changed`, a converter has the `from` of the next change on its other side.

use versioned_object_core::prelude::*;

fn text(watts: i64) -> String {
    watts.to_string()
}

fn number(text: &str) -> std::result::Result<i64, std::num::ParseIntError> {
    text.parse()
}

fn whole(watts: f64) -> i64 {
    watts.round() as i64
}

fn fraction(watts: i64) -> f64 {
    watts as f64
}

fn text_of_fraction(watts: f64) -> String {
    watts.to_string()
}

fn fraction_of_text(text: &str) -> std::result::Result<f64, std::num::ParseFloatError> {
    text.parse()
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.3")]
struct Lamp {
    #[field(
        changed("1.2", from = String, down = text_of_fraction, up = number),
        //                                   ^^^^^^^^^^^^^^^^ type mismatch in function arguments
        changed("1.3", from = i64, down = whole, up = fraction)
    )]
    watts: Attr<f64>,
    #[field(
        changed("1.2", from = String, down = text, up = fraction_of_text),
        //                                              ^^^^^^^^^^^^^^^^ a converter to `i64` cannot return a `Result<f64, ParseFloatError>`
        changed("1.3", from = i64, down = whole, up = fraction)
    )]
    volts: Attr<f64>,
    meta: ObjectMeta,
}

fn main() {}
