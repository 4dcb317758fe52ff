//! The driver for databases behind a network: PostgreSQL, and MySQL with MariaDB, through sqlx.
//!
//! A store has a runtime of its own, on whose threads connections are served: its futures wait on channels alone, so
//! they run under any executor, as those of SQLite do. What differs between the databases is in `dialect.rs` and in a
//! file for each; the rest is the same for all.

pub(crate) mod address;
pub(crate) mod dialect;
pub(crate) mod driver;
pub(crate) mod engine;
pub(crate) mod failure;
pub(crate) mod links;
#[cfg(feature = "mysql")]
pub(crate) mod mysql;
pub(crate) mod options;
#[cfg(feature = "postgres")]
pub(crate) mod postgres;
pub(crate) mod session;
pub(crate) mod settings;
pub(crate) mod spelt;
pub(crate) mod steps;

pub use options::{Server, ServerDriver};
pub use settings::Tls;
