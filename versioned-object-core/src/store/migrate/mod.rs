//! Migrations: what brings a table from an older version of its object to the newest.

pub(crate) mod adopt;
pub(crate) mod alter;
pub(crate) mod carried;
pub(crate) mod contract;
pub(crate) mod expand;
pub(crate) mod fill;
pub(crate) mod layout;
pub(crate) mod literal;
pub(crate) mod mark;
pub(crate) mod past;
pub(crate) mod plan;
pub(crate) mod run;

pub use plan::{Plan, PlanStep};
