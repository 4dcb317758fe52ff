//! Typed access: by name and by key, to list objects, to groups of fields, by builders.

pub(crate) mod build;
pub(crate) mod dict;
pub(crate) mod list;
pub(crate) mod mixin;
pub(crate) mod names;
#[cfg(not(feature = "sql"))]
pub(crate) mod no_store;
pub(crate) mod relation;
