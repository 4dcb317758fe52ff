//! Tests that every crate of objects has: nothing was published and then changed, and every older version is written
//! and read. The chapter of the guide about it is `docs/guide/testing.md`.
//!
//! The feature `testing` brings them; it belongs into the dev-dependencies:
//!
//! ```toml
//! [dev-dependencies]
//! versioned-object-core = { version = "…", features = ["inventory", "testing"] }
//! ```
//!
//! Then one test makes it impossible to forget a version:
//!
//! ```ignore
//! #[test]
//! fn what_was_published_stays() {
//!     versioned_object_core::testing::assert_locked!();
//! }
//! ```

pub(crate) mod checker;
pub(crate) mod compare;
pub(crate) mod lock;
pub(crate) mod reference;
pub(crate) mod values;
pub(crate) mod wish;

pub use crate::object::samples::{Sample, Samples};
pub use checker::{Dependencies, Differing, Mismatch, ObjectVersionChecker};
pub use compare::{Comparison, compare_obj};
pub use lock::model::Lock;
pub use lock::report::LockReport;
pub use lock::text::LockError;

/// Compares the objects of this package with `versions.lock` beside its `Cargo.toml`.
///
/// `assert_locked!()` takes every type of the package that registered itself, with the feature `inventory`: types of
/// dependencies, and those that an integration test declares for itself, are left out. A library with another name than
/// its package is named in the test, `use library as _;`, or it is not linked. `assert_locked!(Book, Shelf)` takes the
/// named types.
///
/// A change is accepted with `VERSIONED_OBJECT_LOCK=accept` in the environment, when it has the version and the history
/// that it needs; `docs/locking.md` has the format, and what needs what.
///
/// # Panics
/// When the declarations differ from the lock, saying what changed and what to do; when there is no lock, or it cannot
/// be read.
#[doc(inline)]
pub use crate::__assert_locked as assert_locked;

/// Compares the reference of this package, a page for each module, with the pages in a folder of it.
///
/// `assert_reference!("docs/reference")` takes every type of the package that registered itself, as
/// [`assert_locked!`](assert_locked) does; `assert_reference!("docs/reference", Book, Shelf)` takes the named types.
///
/// The example of an object is a full sample. A field that refuses all that [`Samples`] tries leaves its object without
/// one, and the page says so; it is given a value:
///
/// ```ignore
/// use versioned_object_core::testing::{Samples, assert_reference};
///
/// let samples = Samples::new().value("Member", "server", "[::1]:8776");
/// assert_reference!("docs/reference", samples = samples); // all types
/// assert_reference!("docs/reference", samples = samples, Member); // named ones
/// ```
///
/// With `VERSIONED_OBJECT_REFERENCE=write` in the environment the pages are written, and those of modules that are not
/// there any more are removed. Other files in the folder are left alone.
///
/// # Panics
/// When a page is not there, is otherwise than the declarations, or is of a module that is gone: saying what is otherwise,
/// and the command that writes it.
#[doc(inline)]
pub use crate::__assert_reference as assert_reference;
