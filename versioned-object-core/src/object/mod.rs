//! What any object can do.

pub(crate) mod diff;
pub(crate) mod ext;
pub(crate) mod methods;
pub(crate) mod print;
#[cfg(feature = "reference")]
pub(crate) mod samples;
