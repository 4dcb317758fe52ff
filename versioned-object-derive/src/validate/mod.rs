//! The rules of declarations, one function each. What they need from the syntax alone comes from the input,
//! everything else from the model.
//!
//! The rules of what is declared are asked first, also where a key could not be read. The others are about a whole
//! model: they are asked when there is one.

mod children;
mod columns;
pub(crate) mod enums;
mod extends;
mod fields;
mod form;
mod history;
mod list;
mod members;
pub(crate) mod methods;
pub(crate) mod mixin;
mod names;
pub(crate) mod object;
mod sql;
mod table;
pub(crate) mod types;
mod values;
mod versions;
