//! The types that people write first: a table of each, and what only Rust code can try.
#![allow(clippy::unwrap_used, reason = "a test that panics fails")]

mod adapters;
mod defaults;
mod enums;
mod history;
mod judge;
mod setters;
mod skipped;
mod table;
