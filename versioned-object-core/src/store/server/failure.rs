//! What the errors of a server are to callers.

use std::io::ErrorKind;
use std::time::Duration;

use tokio::time::timeout;

use crate::base::error::Error;
use crate::base::shown::MASK;
use crate::store::driver::{NOT_ALLOWED, OUT_OF_RANGE};
use crate::store::server::dialect::{Dialect, Kind};
use crate::store::server::settings::Settings;

/// What is said first of a transaction that was undone for the sake of another one.
const GAVE_WAY: &str = "it had to give way to another transaction, and may be tried again";

/// Whether an error says so.
pub(crate) fn gave_way(error: &Error) -> bool {
    matches!(error, Error::Database { reason } if reason.starts_with(GAVE_WAY))
}

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

    /// Whether the connection is what failed.
    pub(crate) fn is_lost<D: Dialect>(&self) -> bool {
        self.kind::<D>() == Kind::Lost
    }

    /// Whether what is taken is a key, as far as the server says.
    pub(crate) fn is_of_key<D: Dialect>(&self, key: &str) -> bool {
        !matches!(self, Self::Server(sqlx::Error::Database(error)) if !D::is_of_key(&**error, key))
    }

    pub(crate) fn kind<D: Dialect>(&self) -> Kind {
        match self {
            Self::Server(sqlx::Error::Database(error)) => D::kind(&**error),
            Self::Server(sqlx::Error::Io(_) | sqlx::Error::Tls(_) | sqlx::Error::WorkerCrashed) => Kind::Lost,
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
            (Kind::Duplicate, _) => Error::DuplicateEntry { object: "", id: error, is_key: true },
            (Kind::GaveWay, _) => Error::database(format_args!("{GAVE_WAY}: {error}")),
            (Kind::Locked, _) => Error::database(format_args!(
                "waited {:?} for what another transaction holds: {error}",
                settings.lock_timeout
            )),
            (Kind::NotAllowed, _) => Error::database(format_args!("{NOT_ALLOWED}: {error}")),
            (Kind::Overflow, _) => Error::invalid(OUT_OF_RANGE),
            (Kind::Unfit, _) => Error::invalid(match D::value_in(&error) {
                Some(value) => format!("{}{MASK}{}", &error[..value.start], &error[value.end..]),
                None => error,
            }),
            (Kind::Stopped, Some(limit)) => late(limit),
            (Kind::Stopped | Kind::Lost | Kind::Other, _) => Error::database(error),
        }
    }

    /// The same, of what ends a transaction: when no answer came, it may be carried out all the same.
    pub(crate) fn told_of_end<D: Dialect>(self, settings: &Settings) -> Error {
        let is_open = self.is_lost::<D>() || matches!(self, Self::Late(_));
        match self.told::<D>(settings) {
            Error::Database { reason } if is_open => {
                Error::database(format_args!("{reason}; whether it was carried out is not known"))
            }
            error => error,
        }
    }
}

/// Waits for something of a connection, and not for ever.
pub(crate) async fn within<T, F: Into<Fault>>(
    limit: Option<Duration>,
    work: impl Future<Output = Result<T, F>>,
) -> Result<T, Fault> {
    match limit {
        Some(limit) => match timeout(limit.saturating_add(grace(limit)), work).await {
            Ok(done) => done.map_err(Into::into),
            Err(_) => Err(Fault::Late(limit)),
        },
        None => work.await.map_err(Into::into),
    }
}

/// How much longer than the server this side waits: the server says when it stops a statement, and its connection goes
/// on. Who hears nothing by then lets the connection go.
fn grace(limit: Duration) -> Duration {
    (limit / 4).clamp(Duration::from_millis(200), Duration::from_secs(2))
}

/// Whether PostgreSQL refuses a statement that was prepared before its table was altered. It does so each time, on this
/// connection.
pub(crate) fn is_stale(error: &dyn sqlx::error::DatabaseError) -> bool {
    error.code().as_deref() == Some("0A000") && error.message().starts_with("cached plan")
}

fn late(limit: Duration) -> Error {
    Error::database(format_args!("a statement took longer than {limit:?}"))
}

/// How it shows that the server is there no longer.
const ENDED: [ErrorKind; 4] = [
    ErrorKind::UnexpectedEof,
    ErrorKind::ConnectionReset,
    ErrorKind::ConnectionAborted,
    ErrorKind::BrokenPipe,
];

/// Whether the server ended a connection without a word.
pub(crate) fn is_ended(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(error) => ENDED.contains(&error.kind()),
        // The first byte of PostgreSQL, which did not come; nothing but the text says so.
        sqlx::Error::Protocol(text) => text.contains("SSLRequest: 0x00"),
        _ => false,
    }
}

/// What the server said, or what went wrong on the way to it; without the statement, which may be long.
pub(crate) fn words(error: &sqlx::Error) -> String {
    match error {
        error if is_ended(error) => "the connection to the server failed: the server ended it".to_owned(),
        sqlx::Error::Database(error) => error.message().to_owned(),
        // A certificate that is not believed comes as one.
        sqlx::Error::Io(error) if error.kind() == ErrorKind::InvalidData => {
            format!("TLS with the server failed: {error}")
        }
        sqlx::Error::Io(error) => format!("the connection to the server failed: {error}"),
        sqlx::Error::Tls(error) => format!("TLS with the server failed: {error}"),
        sqlx::Error::Protocol(error) => format!("the server is not understood: {error}"),
        error => error.to_string(),
    }
}

pub(crate) fn gone() -> Error {
    Error::database("the runtime of the database has ended")
}
