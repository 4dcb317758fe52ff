//! Declarations in, messages or models out.
#![allow(clippy::needless_pass_by_value, reason = "a declaration is written where it is used")]

mod enums;
mod expansion;
mod expansions;
mod field_type;
mod fields;
mod keys;
mod methods;
mod mixin;
mod names;
mod object;
mod pyrepr;
mod stubs;
mod support;
