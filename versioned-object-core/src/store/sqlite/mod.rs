//! The driver for SQLite: rusqlite on threads of its own, reached through queues.
//!
//! One thread writes, a few read; with a database in memory, the one that writes also reads. The futures wait on
//! channels alone, so they run under any executor. What is promised is in `docs/reliability.md` of the repository.

pub(crate) mod connect;
pub(crate) mod driver;
pub(crate) mod failure;
pub(crate) mod functions;
pub(crate) mod json;
pub(crate) mod numbers;
pub(crate) mod options;
pub(crate) mod queue;
pub(crate) mod row;
pub(crate) mod session;
pub(crate) mod settings;
pub(crate) mod steps;
pub(crate) mod url;
pub(crate) mod watch;
pub(crate) mod worker;

pub use driver::SqliteDriver;
pub use options::Sqlite;
pub use settings::{JournalMode, Synchronous};
