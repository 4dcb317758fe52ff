//! Reading attributes: what stands in them, whatever it means. A part of the table of keys each.

pub(crate) mod enums;
pub(crate) mod field;
pub(crate) mod methods;
pub(crate) mod mixin;
pub(crate) mod object;
mod reader;
mod remotable;
pub(crate) mod slot;
pub(crate) mod value;
