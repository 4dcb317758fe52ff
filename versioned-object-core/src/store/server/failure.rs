//! What the errors of a server are to callers.

use std::time::Duration;

use crate::base::error::Error;
use crate::store::driver::OUT_OF_RANGE;
use crate::store::server::dialect::{Dialect, Kind};
use crate::store::server::settings::Settings;

/// What becomes of a step that fails.
pub(crate) enum Fault {
    /// The server, or the way to it.
    Server(sqlx::Error),
    /// What takes the rows, or asks about them, says no.
    Step(Error),
    /// It took longer than it may. Nobody knows what the connection is at.
    Late(Duration),
}

impl From<sqlx::Error> for Fault {
    fn from(error: sqlx::Error) -> Self {
        Self::Server(error)
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        Self::Step(error)
    }
}

impl Fault {
    /// Whether the connection can go on.
    pub(crate) fn leaves_connection(&self) -> bool {
        match self {
            Self::Step(_) => true,
            Self::Server(sqlx::Error::Database(error)) => !is_stale(&**error),
            _ => false,
        }
    }

    /// Whether the way to the server is what failed.
    pub(crate) fn is_lost(&self) -> bool {
        matches!(self, Self::Server(sqlx::Error::Io(_) | sqlx::Error::Tls(_) | sqlx::Error::WorkerCrashed))
    }

    pub(crate) fn kind<D: Dialect>(&self) -> Kind {
        match self {
            Self::Server(sqlx::Error::Database(error)) => D::kind(&**error),
            Self::Late(_) => Kind::Stopped,
            _ => Kind::Other,
        }
    }

    pub(crate) fn told<D: Dialect>(self, settings: &Settings) -> Error {
        let kind = self.kind::<D>();
        let error = match self {
            Self::Step(error) => return error,
            Self::Late(limit) => return late(limit),
            Self::Server(error) => words(&error),
        };
        match (kind, settings.statement_timeout) {
            // Whoever wrote knows of which object.
            (Kind::Duplicate, _) => Error::DuplicateEntry { object: "", id: error },
            (Kind::GaveWay, _) => Error::database(format_args!(
                "it had to give way to another transaction, and may be tried again: {error}"
            )),
            (Kind::Locked, _) => Error::database(format_args!(
                "waited {:?} for what another transaction holds: {error}",
                settings.lock_timeout
            )),
            (Kind::Overflow, _) => Error::invalid(OUT_OF_RANGE),
            (Kind::Unfit, _) => Error::invalid(error),
            (Kind::Stopped, Some(limit)) => late(limit),
            (Kind::Stopped | Kind::Other, _) => Error::database(error),
        }
    }
}

/// Whether PostgreSQL refuses a statement that was prepared before its table was altered. It does so each time, on this
/// connection.
pub(crate) fn is_stale(error: &dyn sqlx::error::DatabaseError) -> bool {
    error.code().as_deref() == Some("0A000") && error.message().starts_with("cached plan")
}

fn late(limit: Duration) -> Error {
    Error::database(format_args!("a statement took longer than {limit:?}"))
}

/// What the server said, or what went wrong on the way to it; without the statement, which may be long.
pub(crate) fn words(error: &sqlx::Error) -> String {
    match error {
        sqlx::Error::Database(error) => error.message().to_owned(),
        sqlx::Error::Io(error) => format!("the connection to the server failed: {error}"),
        sqlx::Error::Tls(error) => format!("TLS with the server failed: {error}"),
        sqlx::Error::Protocol(error) => format!("the server is not understood: {error}"),
        error => error.to_string(),
    }
}

pub(crate) fn gone() -> Error {
    Error::database("the runtime of the database has ended")
}
