//! What the errors of SQLite are to callers.

use std::time::Duration;

use rusqlite::{ErrorCode, ffi};

use crate::base::error::Error;
use crate::store::sqlite::numbers;

pub(crate) fn failed(error: rusqlite::Error) -> Error {
    if let rusqlite::Error::SqliteFailure(failure, _) = &error
        && failure.code == ErrorCode::ConstraintViolation
        && matches!(
            failure.extended_code,
            ffi::SQLITE_CONSTRAINT_PRIMARYKEY | ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_ROWID
        )
    {
        // Whoever wrote knows of which object.
        return Error::DuplicateEntry { object: "", id: error.to_string(), is_key: true };
    }
    let code = error.sqlite_error().map(|failure| failure.extended_code);
    if let Some(reason) = code.and_then(numbers::refusal) {
        return Error::invalid(reason);
    }
    match error {
        // Without the statement, which may be long.
        rusqlite::Error::SqlInputError { msg, .. } => Error::database(msg),
        error => Error::database(error),
    }
}

/// Whether SQLite's words of what is taken are about a key alone: `UNIQUE constraint failed: disks.id`.
pub(crate) fn is_of_key(words: &str, key: &str) -> bool {
    let column = words.rsplit_once(": ").and_then(|(_, columns)| columns.split_once('.'));
    column.is_some_and(|(_, column)| column.eq_ignore_ascii_case(key))
}

/// What becomes of a step that fails.
pub(crate) enum Fault {
    /// SQLite says no.
    Sqlite(rusqlite::Error),
    /// What takes the rows, or asks about them, says no.
    Step(Error),
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        Self::Step(error)
    }
}

impl Fault {
    fn code(&self) -> Option<i32> {
        match self {
            Self::Sqlite(error) => error.sqlite_error().map(|failure| failure.extended_code),
            Self::Step(_) => None,
        }
    }

    /// Whether a statement was stopped.
    pub(crate) fn is_stopped(&self) -> bool {
        self.code().is_some_and(|code| code & 0xff == ffi::SQLITE_INTERRUPT)
    }

    /// Whether there is a journal of a program that died, which somebody who may write has to take back first.
    pub(crate) fn needs_recovery(&self) -> bool {
        self.code() == Some(ffi::SQLITE_READONLY_ROLLBACK)
    }
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Sqlite(error) => failed(error),
            Fault::Step(error) => error,
        }
    }
}

pub(crate) fn gone() -> Error {
    Error::database("the thread of the database has ended")
}

pub(crate) fn waited(limit: Duration) -> Error {
    Error::database(format_args!(
        "waited {limit:?} for another transaction or write of this program, which has not ended; what is called inside \
         a transaction has to use the context that it gives"
    ))
}
