//! What a table is, in plain Rust: random programs run against it and against the store, and both have to agree.
#![allow(clippy::unwrap_used, clippy::missing_panics_doc, reason = "a test that panics fails")]

pub mod dice;
pub mod ground;
pub mod model;
pub mod objects;
pub mod program;
pub mod raw;
