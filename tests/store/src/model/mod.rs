//! A table of rows, and plain functions that say what is right.

pub mod answer;
pub mod cells;
pub mod condition;
pub mod order;
pub mod shape;
pub mod table;
pub mod writes;
