//! What went wrong with the store, case by case. Each test is named after its case.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a test that panics fails")]

mod adopted;
mod collations;
mod common;
mod deletion;
mod elsewhere;
mod expressions;
mod hints;
mod identity;
mod json;
mod lists;
mod many;
mod plans;
mod relations;
mod rights;
mod rounding;
mod rows;
mod secrets;
mod states;
mod transactions;
mod triggers;
mod types;
mod updates;
mod values;
