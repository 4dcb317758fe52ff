//! What is checked of the values that a declaration puts into fields, where only the compiler knows their types.

#![allow(clippy::missing_panics_doc, reason = "a panic here is a compile error of the declaration")]

use crate::describe::const_text::{Message, same};
use crate::describe::descriptor::{DefaultRepr, Form, TypeDescriptor};

/// Fails the build when a whole number is beyond the bounds of a field's type, or of what is in it. `key` says where it
/// stands: `default`.
#[track_caller]
pub const fn check_bounds(key: &str, name: &str, ty: &TypeDescriptor, number: i128) {
    let Form::Integer { minimum, maximum } = ty.innermost().form else { return };
    let (bound, word) = match (minimum, maximum) {
        (Some(minimum), _) if number < minimum as i128 => (minimum, " is below "),
        (_, Some(maximum)) if number > maximum as i128 => (maximum, " is above "),
        _ => return,
    };
    let message = value_of(key, name).text(word).signed(bound).text(", the bound of its type");
    panic!("{}", message.as_str());
}

/// The same of a number with a fraction.
#[track_caller]
pub const fn check_number(key: &str, name: &str, ty: &TypeDescriptor, number: f64) {
    let Form::Number { minimum, maximum } = ty.innermost().form else { return };
    let message = match (minimum, maximum) {
        _ if !number.is_finite() => value_of(key, name).text(" is no number that JSON has"),
        (Some(minimum), _) if number < minimum => beyond(key, name, " below ", minimum),
        (_, Some(maximum)) if number > maximum => beyond(key, name, " above ", maximum),
        _ => return,
    };
    panic!("{}", message.as_str());
}

const fn beyond(key: &str, name: &str, word: &str, bound: f64) -> Message {
    let message = value_of(key, name).text(" is").text(word);
    // As far as it can be printed here.
    #[allow(clippy::cast_possible_truncation, reason = "asked before")]
    let whole = bound as i64;
    #[allow(
        clippy::cast_precision_loss,
        clippy::float_cmp,
        reason = "whether it is the same is what is asked"
    )]
    let message = if whole as f64 == bound { message.signed(whole) } else { message.text("the bound") };
    message.text(", the bound of its type")
}

const fn value_of(key: &str, name: &str) -> Message {
    Message::new().text("the `").text(key).text("` of `").text(name).text("`")
}

/// Fails the build when a value stands in a `Some(…)`, and the field's type takes no null.
#[track_caller]
pub const fn check_some(key: &str, name: &str, ty: &TypeDescriptor) {
    if !ty.nullable {
        let message = Message::new()
            .text("`")
            .text(name)
            .text("` takes no null: write the `")
            .text(key)
            .text("` without `Some`");
        panic!("{}", message.as_str());
    }
}

/// Fails the build when a text that is given for a default in fingerprints is that of another value.
#[track_caller]
pub const fn check_fingerprint_default(printed: DefaultRepr, given: &str) {
    let message = Message::new();
    let (text, is_same) = match printed {
        DefaultRepr::Text(text) => (message.text(text), same(text, given)),
        DefaultRepr::Bool(truth) => {
            let (word, number) = if truth { ("True", "1") } else { ("False", "0") };
            (message.text(word), same(word, given) || same(number, given))
        }
        DefaultRepr::Int(number) => {
            let (whole, fraction) = (Message::new().signed(number), Message::new().signed(number).text(".0"));
            (message.signed(number), same(whole.as_str(), given) || same(fraction.as_str(), given))
        }
        DefaultRepr::Unknown => return,
    };
    if !is_same {
        let message = Message::new()
            .text("Python prints the default as `")
            .text(text.as_str())
            .text("`: remove `fingerprint_default`, or mend one of the two");
        panic!("{}", message.as_str());
    }
}

/// Fails the build when a validator refuses a value in a declaration.
#[track_caller]
pub const fn check_validated(is_valid: bool, key: &str, field: &str, validator: &str) {
    if !is_valid {
        let message = Message::new()
            .text("`")
            .text(validator)
            .text("` refuses the `")
            .text(key)
            .text("` of `")
            .text(field)
            .text("`");
        panic!("{}", message.as_str());
    }
}
