//! How Python prints and hashes plain values.

pub(crate) mod address;
pub(crate) mod mask;
pub(crate) mod md5;
pub(crate) mod moment;
pub(crate) mod print;
