//! From the model to code: impls and tables, no logic.
//!
//! Everything stands in `const _: () = { … }`, where `__vo` is the core crate; what user code names, such as a
//! builder, stands outside.

mod accessors;
mod as_value;
pub(crate) mod beside;
mod builder;
mod calls;
mod check;
mod checks;
mod core_import;
mod descriptor;
mod dyn_object;
pub(crate) mod enums;
mod flattened;
mod inherent;
mod known;
mod list;
mod literals;
pub(crate) mod methods;
pub(crate) mod mixin;
mod names;
pub(crate) mod noted;
pub(crate) mod object;
mod page;
mod relationships;
mod rows;
mod seen;
mod shared;
mod subclass;
mod table;
mod tables;
mod used;
pub(crate) mod written;
