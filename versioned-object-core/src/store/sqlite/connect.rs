//! Connections that do what they are for, and no more.

use std::fmt::Write as _;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use crate::base::error::{Error, Result};
use crate::store::sqlite::failure::failed;
use crate::store::sqlite::functions;
use crate::store::sqlite::settings::{JournalMode, Place, Settings};
use crate::store::sqlite::watch::Watch;

/// The pages that a connection keeps, in kibibytes below zero as SQLite has it. The SQLite that is built in counts the
/// pages of all connections of a process together: with its usual 2 MB each, a writer in a transaction leaves readers
/// none, and they read the same pages again for each row.
const CACHE: i32 = -8192;

/// A connection on its thread.
pub(crate) struct Link {
    pub(crate) connection: Connection,
    pub(crate) watch: Watch,
    pub(crate) settings: Arc<Settings>,
}

/// What a connection is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    Writing,
    Reading,
}

impl Link {
    pub(crate) fn open(settings: &Arc<Settings>, purpose: Purpose) -> Result<Self> {
        let connection = connect(settings, purpose)?;
        let watch = Watch::over(&connection, settings.statement_timeout)?;
        Ok(Self { connection, watch, settings: Arc::clone(settings) })
    }

    /// Ends what a call may have left: a transaction that its statement began, and the watch over it.
    pub(crate) fn tidy(&mut self) {
        self.watch.end();
        if !self.connection.is_autocommit() {
            // If it fails, it has ended by itself.
            drop(self.connection.execute_batch("ROLLBACK"));
        }
    }
}

/// Takes back what a program that died had not committed, as a connection that only reads cannot.
pub(crate) fn recover(settings: &Settings) -> Result<()> {
    let settings = Settings { create: false, journal_mode: None, ..settings.clone() };
    connect(&settings, Purpose::Writing).map(drop)
}

fn connect(settings: &Settings, purpose: Purpose) -> Result<Connection> {
    let connection = open(settings, purpose)?;
    for (config, on) in [
        // Without these, the name of a column that is missing would be read as a text.
        (DbConfig::SQLITE_DBCONFIG_DQS_DML, false),
        (DbConfig::SQLITE_DBCONFIG_DQS_DDL, false),
        // No statement breaks the file.
        (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
        // What a file has in its schema calls no function with effects.
        (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY, true),
    ] {
        connection.set_db_config(config, on).map_err(failed)?;
    }
    connection.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0).map_err(failed)?;
    // The most that SQLite counts.
    let longest = Duration::from_millis(i32::MAX.unsigned_abs().into());
    connection.busy_timeout(settings.busy_timeout.min(longest)).map_err(failed)?;
    functions::register(&connection).map_err(failed)?;
    if purpose == Purpose::Reading {
        connection.pragma_update(None, "query_only", true).map_err(failed)?;
    }
    connection.set_prepared_statement_cache_capacity(64);
    // Says whether the file is a database at all.
    read(&connection).map_err(|error| unreadable(settings, &error))?;
    connection.pragma_update(None, "cache_size", CACHE).map_err(failed)?;
    if purpose == Purpose::Writing {
        connection
            .pragma_update(None, "synchronous", settings.synchronous.name())
            .map_err(|error| named(settings, &error))?;
        if let (Some(mode), Place::File(_)) = (settings.journal_mode, &settings.place) {
            switch(&connection, settings, mode)?;
        }
    }
    Ok(connection)
}

/// Reads a little of the file.
fn read(connection: &Connection) -> rusqlite::Result<()> {
    connection.query_row("SELECT count(*) FROM sqlite_master", [], |_| Ok(()))
}

fn named(settings: &Settings, error: impl std::fmt::Display) -> Error {
    Error::database(format_args!("{}: {error}", settings.name()))
}

fn open(settings: &Settings, purpose: Purpose) -> Result<Connection> {
    let path = match &settings.place {
        Place::Memory => return Connection::open_in_memory().map_err(failed),
        Place::File(path) => path,
    };
    if path.as_os_str() == ":memory:" || path.as_os_str().is_empty() {
        let message = format!("{:?} is no file; `Sqlite::in_memory` needs none", path.display().to_string());
        return Err(Error::database(message));
    }
    let reads = settings.read_only || settings.immutable || purpose == Purpose::Reading;
    if (reads || !settings.create) && path.try_exists().is_ok_and(|there| !there) {
        return Err(named(settings, "there is no such file"));
    }
    let mut flags = OpenFlags::SQLITE_OPEN_NO_MUTEX;
    flags |= if reads { OpenFlags::SQLITE_OPEN_READ_ONLY } else { OpenFlags::SQLITE_OPEN_READ_WRITE };
    if settings.create && !reads {
        flags |= OpenFlags::SQLITE_OPEN_CREATE;
    }
    let opened = if settings.immutable {
        Connection::open_with_flags(immutable(path), flags | OpenFlags::SQLITE_OPEN_URI)
    } else {
        Connection::open_with_flags(plain(path), flags)
    };
    opened.map_err(|error| unreadable(settings, &error))
}

/// A path that SQLite takes for one: what begins with `file:` would be more to it.
fn plain(path: &Path) -> PathBuf {
    Path::new(".").join(path)
}

/// SQLite's own name of a file that nobody writes to.
fn immutable(path: &Path) -> String {
    let mut name = "file:".to_owned();
    for byte in plain(path).as_os_str().as_encoded_bytes() {
        match byte {
            b'/' | b'.' | b'-' | b'_' | b'~' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => {
                name.push(char::from(*byte));
            }
            // Writing to a text does not fail.
            byte => drop(write!(name, "%{byte:02X}")),
        }
    }
    name + "?immutable=1"
}

/// What is said of a file that cannot be read.
fn unreadable(settings: &Settings, error: &rusqlite::Error) -> Error {
    let refused = matches!(error.sqlite_error_code(), Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly));
    match (&settings.place, error) {
        (Place::File(path), _) if refused && has_log(path) => named(
            settings,
            "this database keeps a log beside it (WAL), for which its folder has to be writable; where nobody writes to \
             it, it can be opened as immutable",
        ),
        // Without the path, which stands before it already.
        (_, rusqlite::Error::SqliteFailure(failure, Some(_))) if failure.code == ErrorCode::CannotOpen => {
            named(settings, "unable to open database file")
        }
        _ => named(settings, error),
    }
}

/// Whether the header of a file says that it is in WAL mode.
fn has_log(path: &Path) -> bool {
    let mut header = [0; 20];
    let read = std::fs::File::open(path).and_then(|mut file| file.read_exact(&mut header));
    read.is_ok() && header.starts_with(b"SQLite format 3\0") && header[18..] == [2, 2]
}

fn switch(connection: &Connection, settings: &Settings, mode: JournalMode) -> Result<()> {
    let text = |row: &rusqlite::Row<'_>| row.get::<_, String>(0);
    let now = connection.pragma_query_value(None, "journal_mode", text);
    let mut now = now.map_err(|error| named(settings, &error))?;
    if now != mode.name() {
        now = connection
            .pragma_update_and_check(None, "journal_mode", mode.name(), text)
            .map_err(|error| named(settings, &error))?;
    }
    if now == mode.name() {
        // A connection that has not read since does not know of the log, and leaves it behind when it is closed.
        return read(connection).map_err(|error| named(settings, &error));
    }
    Err(named(settings, format_args!("the journal mode stays {now}, and is not {}", mode.name())))
}
