//! How a database is opened.

use std::num::NonZeroUsize;
use std::path::Path;
use std::thread;
use std::time::Duration;

use crate::base::error::Result;
use crate::store::handle::Store;
use crate::store::sqlite::driver::SqliteDriver;
use crate::store::sqlite::settings::{JournalMode, Place, Settings, Synchronous};
use crate::store::sqlite::url;

/// How to open a SQLite database.
///
/// Opening and reading leave a database as it is: no option that is not asked for changes the file.
///
/// ```
/// use versioned_object_core::store::{JournalMode, Sqlite, Store};
///
/// let store: Store = Sqlite::in_memory().open()?;
///
/// # let folder = std::env::temp_dir().join(format!("doc-sqlite-{}", std::process::id()));
/// # std::fs::create_dir_all(&folder).unwrap();
/// let path = folder.join("disks.sqlite");
/// let store = Sqlite::file(&path).journal_mode(JournalMode::Wal).open()?;
/// # drop(store);
/// # std::fs::remove_dir_all(&folder).unwrap();
/// # Ok::<(), versioned_object_core::Error>(())
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct Sqlite(Settings);

impl Sqlite {
    fn new(place: Place) -> Self {
        let cores = thread::available_parallelism().map_or(1, NonZeroUsize::get);
        Self(Settings {
            place,
            create: true,
            read_only: false,
            immutable: false,
            journal_mode: None,
            synchronous: Synchronous::Full,
            readers: cores.clamp(2, 4),
            busy_timeout: Duration::from_secs(5),
            statement_timeout: Some(Duration::from_mins(5)),
            idle_timeout: Some(Duration::from_mins(1)),
            transaction_timeout: None,
        })
    }

    /// A database in a file, which is made when it is missing.
    ///
    /// The path is a path, also where it begins with `file:`. `:memory:` is no file, and is an error.
    pub fn file(path: impl AsRef<Path>) -> Self {
        Self::new(Place::File(path.as_ref().to_owned()))
    }

    /// A database in memory, gone when the last handle to its store is.
    pub fn in_memory() -> Self {
        Self::new(Place::Memory)
    }

    /// The database of a URL, as SQLAlchemy and sqlx read it:
    ///
    /// | URL | database |
    /// |---|---|
    /// | `sqlite:x.sqlite`, `sqlite://x.sqlite` | the file `x.sqlite` in the current folder, as sqlx reads it; `%20` is a blank |
    /// | `sqlite:///x.sqlite` | the same, as SQLAlchemy reads it; to sqlx it would be `/x.sqlite` |
    /// | `sqlite:////a/x.sqlite`, `sqlite:/a/x.sqlite` | the file `/a/x.sqlite` |
    /// | `sqlite://`, `sqlite::memory:`, `sqlite:///:memory:` | in memory |
    ///
    /// Behind a `?` may stand `mode=ro` (read only), `rw` (a missing file is an error), `rwc` (it is made, as it is
    /// without a mode) or `memory`, and `immutable=true`; see [`Sqlite::immutable`].
    ///
    /// ```
    /// use std::path::Path;
    /// use versioned_object_core::store::Sqlite;
    ///
    /// let database = Sqlite::url("sqlite:////var/lib/cinder/cinder.sqlite?mode=ro")?;
    /// assert_eq!(database.path(), Some(Path::new("/var/lib/cinder/cinder.sqlite")));
    /// assert!(Sqlite::url("sqlite:x.sqlite?cache=shared").is_err());
    /// # Ok::<(), versioned_object_core::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::InvalidInput`](crate::Error::InvalidInput) for what is no such URL, names no file, has another
    /// parameter, or is not read alike: a `%20` behind three slashes, and SQLite's own `file:`.
    pub fn url(url: &str) -> Result<Self> {
        let asked = url::read(url)?;
        let Self(settings) = Self::new(asked.place);
        Ok(Self(Settings {
            create: asked.create.unwrap_or(true),
            read_only: asked.read_only,
            immutable: asked.immutable,
            ..settings
        }))
    }

    /// The file; none for a database in memory.
    pub fn path(&self) -> Option<&Path> {
        match &self.0.place {
            Place::Memory => None,
            Place::File(path) => Some(path),
        }
    }

    /// Whether a missing file is made; it is, unless this says no.
    pub fn create(mut self, create: bool) -> Self {
        self.0.create = create;
        self
    }

    /// Whether nothing is written at all; unless this says so, it depends on whether the file can be written.
    ///
    /// A database with write-ahead logging keeps its log beside it even so, and it stays there afterwards.
    pub fn read_only(mut self, read_only: bool) -> Self {
        self.0.read_only = read_only;
        self
    }

    /// Whether the file is read without looking for a log or for locks: for a database with write-ahead logging in a
    /// folder that cannot be written. Who says so promises that nobody writes to it: otherwise what is read may be
    /// nonsense. What only stands in the log is not seen.
    pub fn immutable(mut self, immutable: bool) -> Self {
        self.0.immutable = immutable;
        self
    }

    /// Switches the database to a journal mode; without this it stays in the one it has. A new one has
    /// [`JournalMode::Delete`].
    ///
    /// With [`JournalMode::Wal`] reads and writes do not wait for each other, and the file stays in that mode for
    /// everybody.
    pub fn journal_mode(mut self, mode: JournalMode) -> Self {
        self.0.journal_mode = Some(mode);
        self
    }

    /// When a write waits for the disk; [`Synchronous::Full`], unless this says otherwise: what is committed outlives
    /// a failure of the power.
    pub fn synchronous(mut self, synchronous: Synchronous) -> Self {
        self.0.synchronous = synchronous;
        self
    }

    /// How long a call waits for others that write, before it fails: for another process, or for one and the same
    /// transaction or write of this program. Five seconds, unless this says otherwise.
    pub fn busy_timeout(mut self, timeout: Duration) -> Self {
        self.0.busy_timeout = timeout;
        self
    }

    /// How long a statement may take, with what is done with its rows, before it is stopped and its call fails; five
    /// minutes, unless this says otherwise. `None` is for ever.
    pub fn statement_timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.0.statement_timeout = timeout.into();
        self
    }

    /// How long nothing may be done in a transaction before it is rolled back; one minute, unless this says otherwise.
    /// `None` is for ever.
    pub fn idle_timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.0.idle_timeout = timeout.into();
        self
    }

    /// How long a transaction may take before it is rolled back; for ever, unless this says otherwise.
    pub fn transaction_timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.0.transaction_timeout = timeout.into();
        self
    }

    /// How many threads read; without any, the one that writes does. Two to four, as there are cores, unless this says
    /// otherwise.
    pub fn readers(mut self, readers: usize) -> Self {
        self.0.readers = readers;
        self
    }

    /// Opens the database.
    ///
    /// # Errors
    /// When it cannot be opened, is none, or does not take the journal mode.
    pub fn open(&self) -> Result<Store> {
        self.driver().map(Store::new)
    }

    /// Opens the database, without a store around it.
    ///
    /// # Errors
    /// As [`Sqlite::open`].
    pub fn driver(&self) -> Result<SqliteDriver> {
        SqliteDriver::start(self.0.clone())
    }
}
