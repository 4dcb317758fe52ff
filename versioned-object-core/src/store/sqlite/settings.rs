//! What is asked of a database when it is opened.

use std::path::PathBuf;
use std::time::Duration;

/// Where a database is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Memory,
    File(PathBuf),
}

/// How SQLite makes a transaction all or nothing.
///
/// Write-ahead logging is a property of the file, which every program sees from then on; the others are ways of the
/// connection that writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum JournalMode {
    /// What is overwritten goes into a file beside the database, which is deleted in the end. SQLite's own choice for a
    /// new database.
    Delete,
    /// As [`JournalMode::Delete`], but the file is only emptied.
    Truncate,
    /// As [`JournalMode::Delete`], but the file is only marked as over.
    Persist,
    /// What is new goes into a log beside the database, and later into it: readers and the writer do not wait for each
    /// other. The folder has to be writable even to read, and on one machine.
    Wal,
}

impl JournalMode {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Delete => "delete",
            Self::Truncate => "truncate",
            Self::Persist => "persist",
            Self::Wal => "wal",
        }
    }
}

/// When a write waits for the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Synchronous {
    /// Never. When the power fails, the database may be broken.
    Off,
    /// At the moments that matter most. When the power fails, the last transactions may be lost with write-ahead
    /// logging; in the other journal modes there is a small chance of a broken database.
    Normal,
    /// Before a transaction counts as committed: it outlives a failure of the power.
    Full,
    /// As [`Synchronous::Full`], and once more when the journal is deleted: what is committed stays even where a folder
    /// forgets that a file of it was deleted.
    Extra,
}

impl Synchronous {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Normal => "normal",
            Self::Full => "full",
            Self::Extra => "extra",
        }
    }
}

/// What is asked of a database when it is opened.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    pub(crate) place: Place,
    pub(crate) create: bool,
    pub(crate) read_only: bool,
    pub(crate) immutable: bool,
    /// None leaves it as it is.
    pub(crate) journal_mode: Option<JournalMode>,
    pub(crate) synchronous: Synchronous,
    pub(crate) readers: usize,
    pub(crate) busy_timeout: Duration,
    pub(crate) statement_timeout: Option<Duration>,
    pub(crate) idle_timeout: Option<Duration>,
    pub(crate) transaction_timeout: Option<Duration>,
}

impl Settings {
    /// The name of the database, for messages.
    pub(crate) fn name(&self) -> String {
        match &self.place {
            Place::Memory => "memory".to_owned(),
            Place::File(path) => path.display().to_string(),
        }
    }
}
