//! Objects whose attributes name fields of their own, of a mixin and of a parent, each in a module of its own.

pub mod base;
pub mod disk;
pub mod times;
