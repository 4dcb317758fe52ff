//! What hostile input may do: functions that read any bytes, and panic where a property does not hold.
//!
//! A fuzzer calls them (`tests/fuzz/run`), and so does `cargo test`, with the answers of Python as input and with what
//! the fuzzer found. README.md says what each of them asks.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::missing_panics_doc,
    reason = "a property that does not hold is a panic"
)]

pub mod build;
pub mod envelope;
pub mod json;
pub mod masking;
pub mod objects;
pub mod property;
pub mod record;
pub mod row;
pub mod seeds;
pub mod texts;
mod wide;

/// A target by name, and the function that takes its input.
pub type Target = (&'static str, fn(&[u8]));

/// All of them.
pub const TARGETS: [Target; 6] = [
    ("envelope", envelope::run),
    ("json", json::run),
    ("record", record::run),
    ("texts", texts::run),
    ("masking", masking::run),
    ("row", row::run),
];
