//! What is checked of the values that a declaration puts into fields, where only the compiler knows their types.

#![allow(clippy::missing_panics_doc, reason = "a panic here is a compile error of the declaration")]

use crate::describe::const_text::Message;
use crate::describe::descriptor::{Form, TypeDescriptor};

/// Fails the build when a whole number is beyond the bounds of a field's type. `key` says where it stands: `default`.
#[track_caller]
pub const fn check_bounds(key: &str, name: &str, ty: &TypeDescriptor, number: i128) {
    let Form::Integer { minimum, maximum } = ty.form else { return };
    let (bound, word) = match (minimum, maximum) {
        (Some(minimum), _) if number < minimum as i128 => (minimum, "below"),
        (_, Some(maximum)) if number > maximum as i128 => (maximum, "above"),
        _ => return,
    };
    let message = Message::new()
        .text("the `")
        .text(key)
        .text("` of `")
        .text(name)
        .text("` is ")
        .text(word)
        .text(" ")
        .signed(bound)
        .text(", the bound of its type");
    panic!("{}", message.as_str());
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
