//! The tests that stand in the pages.
#![allow(
    unused_imports,
    clippy::all,
    clippy::pedantic,
    clippy::unwrap_used,
    missing_docs,
    reason = "they are written for readers of the pages"
)]

include!(concat!(env!("OUT_DIR"), "/tests.rs"));
