//! Cases for the compiler: a file `<topic>/<rule>.rs` for each rule, with what the compiler says of it beside it.
//!
//! A case begins with its rule, in a comment `//!`. Under each token that is wrong stands a mark, with the words that the
//! error begins with:
//!
//! ```text
//!     size: Attr<i32>,
//!     //         ^^^ `i32` is not the type of a field
//! ```
//!
//! In them `…` stands for words that are the compiler's own and not the same in each of its releases.
//!
//! `tests/ui.rs` asks the compiler (`TRYBUILD=overwrite` writes its answers anew); `tests/marks.rs` holds the answers
//! against the marks, and `docs/diagnostics.md` against both (`UPDATE_DIAGNOSTICS=1` writes it anew).
//! The script `newer` asks a newer compiler.

pub mod case;
pub mod page;
pub mod report;
