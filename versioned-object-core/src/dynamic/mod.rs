//! Objects, fields and values without their Rust types.

pub(crate) mod attr;
pub(crate) mod cells;
pub(crate) mod class;
pub(crate) mod contract;
pub(crate) mod convert;
pub(crate) mod input;
pub(crate) mod kin;
pub(crate) mod meta;
pub(crate) mod serde_input;
pub(crate) mod text_input;
pub(crate) mod value;
pub(crate) mod versioned;
