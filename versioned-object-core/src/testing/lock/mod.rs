//! `versions.lock`: what was published stays as it is.

pub(crate) mod assert;
pub(crate) mod changes;
pub(crate) mod cursor;
pub(crate) mod difference;
pub(crate) mod file;
pub(crate) mod message;
pub(crate) mod model;
pub(crate) mod renames;
pub(crate) mod report;
#[cfg(all(test, feature = "derive"))]
mod tests;
pub(crate) mod text;
pub(crate) mod types;
