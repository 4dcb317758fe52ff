//! The database that a command works on.

use versioned_object_core::ReadDeleted;
use versioned_object_core::prelude::*;
use versioned_object_core::store::{JournalMode, Sqlite};

use crate::failure::Failure;

/// What is asked of the database of a URL.
fn asked(url: &str) -> Result<Sqlite, Failure> {
    let usage = |reason: &str| Failure::Usage(format!("{reason}: write `sqlite:FILE`"));
    let database = Sqlite::url(url).map_err(|error| match error {
        Error::InvalidInput { reason } => usage(&reason),
        error => Failure::Object(error),
    })?;
    if database.path().is_none() {
        return Err(usage("nothing is kept in memory"));
    }
    Ok(database)
}

/// Opens the database of a URL, and leaves it as it is.
pub(crate) fn open(url: &str) -> Result<Store, Failure> {
    let database = asked(url)?;
    if let Some(file) = database.path().filter(|file| !file.exists()) {
        let message = format!("{}: there is no such file; `init` makes it", file.display());
        return Err(Failure::Object(Error::database(message)));
    }
    Ok(database.create(false).open()?)
}

/// Opens the database of a URL, which is made when it is missing, and gives it a log if that is asked for.
pub(crate) fn init(url: &str, log: bool) -> Result<Store, Failure> {
    let database = asked(url)?;
    let database = if log { database.journal_mode(JournalMode::Wal) } else { database };
    Ok(database.open()?)
}

/// The context of an operator, who sees everything.
pub(crate) fn operator(store: &Store, read_deleted: ReadDeleted) -> Context {
    Context::builder().user_id("operator").is_admin(true).read_deleted(read_deleted).store(store).build()
}
