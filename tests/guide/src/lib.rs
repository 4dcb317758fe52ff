//! The programs of the guide, `docs/guide`: compiled as they stand there, and held to what the pages say they print.
//!
//! `build.rs` takes them out of the pages. `UPDATE_GUIDE=1 cargo test -p guide` writes what they print into the pages.

#[allow(unused_extern_crates, reason = "the blocks of pages name what the first one declares by it")]
extern crate self as guide;

#[cfg(test)]
mod blocks;
#[cfg(test)]
mod printed;

/// In place of the standard one, so that a test sees what is printed.
#[cfg(test)]
macro_rules! println {
    ($($what:tt)*) => { crate::printed::line(&format!($($what)*)) };
}

/// A module for each page.
#[allow(
    missing_docs,
    unused_imports,
    unused_variables,
    dead_code,
    unreachable_pub,
    clippy::all,
    clippy::pedantic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "they are written for readers of the pages"
)]
mod pages {
    include!(concat!(env!("OUT_DIR"), "/pages.rs"));
}

pub use pages::*;

/// Every block of Rust of the pages, run as a test.
#[cfg(doctest)]
mod examples {
    #[doc = include_str!("../../../docs/README.md")]
    mod front {}

    #[doc = include_str!("../../../docs/guide/first-object.md")]
    mod first_object {}

    #[doc = include_str!("../../../docs/guide/field-types.md")]
    mod field_types {}

    #[doc = include_str!("../../../docs/guide/evolving.md")]
    mod evolving {}

    #[doc = include_str!("../../../docs/guide/exchanging.md")]
    mod exchanging {}

    #[doc = include_str!("../../../docs/guide/storing.md")]
    mod storing {}

    #[doc = include_str!("../../../docs/guide/answering.md")]
    mod answering {}

    #[doc = include_str!("../../../docs/guide/testing.md")]
    mod testing {}

    #[doc = include_str!("../../../docs/guide/own-types.md")]
    mod own_types {}

    #[doc = include_str!("../../../docs/locking.md")]
    mod locking {}
}
