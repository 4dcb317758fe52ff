//! From the model to code: impls and tables, no logic.
//!
//! Everything stands in `const _: () = { … }`, where `__vo` is the core crate; what user code names, such as a
//! builder, stands outside.

mod accessors;
mod as_value;
mod builder;
mod checks;
mod descriptor;
mod dyn_object;
mod enums;
mod flattened;
mod inherent;
mod list;
mod methods;
mod mixin;
mod object;
mod relationships;
mod subclass;
mod tables;

pub(crate) use enums::enum_field;
pub(crate) use methods::methods;
pub(crate) use mixin::mixin;
pub(crate) use object::object;
