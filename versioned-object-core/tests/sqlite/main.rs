//! What SQLite's driver promises; `docs/reliability.md` has the promises, each with the name of its test.
#![cfg(all(feature = "sqlite", feature = "derive"))]
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "a test ends there")]

mod bench;
mod closed;
mod crash;
mod durability;
mod page;
mod panics;
mod places;
mod reading;
mod streams;
mod timeouts;
mod waiting;
