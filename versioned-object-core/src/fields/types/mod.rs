//! The types themselves, a file for each family.

pub(crate) mod adapter;
pub(crate) mod any_object;
pub(crate) mod collection;
pub(crate) mod enums;
pub(crate) mod finite;
pub(crate) mod hardware;
pub(crate) mod json;
pub(crate) mod net;
pub(crate) mod numbers;
pub(crate) mod object;
pub(crate) mod predicate;
pub(crate) mod scalar;
pub(crate) mod sized;
pub(crate) mod text;
pub(crate) mod time;
