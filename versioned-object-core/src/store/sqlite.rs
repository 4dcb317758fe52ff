//! The driver for SQLite: rusqlite on threads of its own, reached through channels.
//!
//! One thread writes, a few read; with a database in memory, the one that writes also reads. The futures wait on
//! channels alone, so they run under any executor.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

use chrono::{Datelike, NaiveDateTime, Timelike};
use futures_channel::oneshot;
use rusqlite::config::DbConfig;
use rusqlite::types::{ToSqlOutput, Value as Sql, ValueRef};
use rusqlite::{CachedStatement, Connection, ErrorCode, OpenFlags, ToSql, TransactionBehavior, ffi};

use crate::base::error::{Error, Result};
use crate::base::future::BoxFuture;
use crate::store::driver::{Access, Backend, ColumnValue, Driver, Row, Session, Step};
use crate::store::handle::Store;

/// How to open a SQLite database.
///
/// ```
/// use versioned_object_core::store::{Sqlite, Store};
///
/// let store: Store = Sqlite::in_memory().open()?;
/// # Ok::<(), versioned_object_core::Error>(())
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct Sqlite {
    path: Option<PathBuf>,
    create: bool,
    wal: bool,
    busy_timeout: Duration,
    readers: usize,
}

impl Sqlite {
    /// A database in a file, which is made when it is missing. `:memory:` is no file.
    pub fn file(path: impl AsRef<Path>) -> Self {
        let cores = thread::available_parallelism().map_or(1, NonZeroUsize::get);
        Self {
            path: Some(path.as_ref().to_owned()),
            create: true,
            wal: true,
            busy_timeout: Duration::from_secs(5),
            readers: cores.min(4),
        }
    }

    /// A database in memory, gone when the last handle to its store is.
    pub fn in_memory() -> Self {
        Self { path: None, create: true, wal: false, busy_timeout: Duration::from_secs(5), readers: 0 }
    }

    /// Whether a missing file is made; it is, unless this says no.
    pub fn create(mut self, create: bool) -> Self {
        self.create = create;
        self
    }

    /// Whether the database is switched to write-ahead logging, so that readers and the writer do not wait for each
    /// other; it is, unless this says no or the file cannot be written.
    pub fn wal(mut self, wal: bool) -> Self {
        self.wal = wal;
        self
    }

    /// How long to wait while another process writes; five seconds, unless this says otherwise.
    pub fn busy_timeout(mut self, timeout: Duration) -> Self {
        self.busy_timeout = timeout;
        self
    }

    /// How many threads read; without any, the one that writes does.
    pub fn readers(mut self, readers: usize) -> Self {
        self.readers = readers;
        self
    }

    /// Opens the database.
    ///
    /// # Errors
    /// When it cannot be opened, or is none.
    pub fn open(&self) -> Result<Store> {
        self.driver().map(Store::new)
    }

    /// Opens the database, without a store around it.
    ///
    /// # Errors
    /// As [`Sqlite::open`].
    pub fn driver(&self) -> Result<SqliteDriver> {
        let writer = Worker::start(self.connect(true)?)?;
        let mut readers = Vec::new();
        if self.path.is_some() {
            for _ in 0..self.readers {
                readers.push(Worker::start(self.connect(false)?)?);
            }
        }
        Ok(SqliteDriver { writer, readers, turn: AtomicUsize::new(0), sessions: Arc::new(()) })
    }

    fn connect(&self, writes: bool) -> Result<Connection> {
        let connection = match &self.path {
            None => Connection::open_in_memory().map_err(failed)?,
            Some(path) if path.as_os_str() == ":memory:" || path.as_os_str().is_empty() => {
                let message =
                    format!("{:?} is no file; `Sqlite::in_memory` needs none", path.display().to_string());
                return Err(Error::database(message));
            }
            Some(path) => {
                let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
                if self.create {
                    flags |= OpenFlags::SQLITE_OPEN_CREATE;
                }
                Connection::open_with_flags(path, flags)
                    .map_err(|error| Error::database(format!("{}: {error}", path.display())))?
            }
        };
        // Without this, the name of a column that is missing would be read as a text.
        register_functions(&connection).map_err(failed)?;
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false).map_err(failed)?;
        connection.busy_timeout(self.busy_timeout).map_err(failed)?;
        connection.pragma_update(None, "foreign_keys", true).map_err(failed)?;
        if self.wal && writes {
            // Where the file cannot be written, it is read as it is.
            let switched = connection.pragma_update(None, "journal_mode", "wal");
            if switched.is_ok() {
                connection.pragma_update(None, "synchronous", "normal").map_err(failed)?;
            }
        }
        connection.set_prepared_statement_cache_capacity(64);
        // Says whether the file is a database at all.
        connection
            .query_row("SELECT count(*) FROM sqlite_master", [], |_| Ok(()))
            .map_err(|error| Error::database(format!("{}: {error}", self.describe())))?;
        Ok(connection)
    }

    fn describe(&self) -> String {
        self.path.as_ref().map_or_else(|| "memory".to_owned(), |path| path.display().to_string())
    }
}

/// A SQLite database: the [`Driver`] behind a store that [`Sqlite::open`] gives.
///
/// Dropped, it waits until what was asked of it is done and its connections are closed: the last of them puts the
/// write-ahead log into the file, so that the file is whole without the files beside it.
pub struct SqliteDriver {
    writer: Worker,
    readers: Vec<Worker>,
    turn: AtomicUsize,
    /// What every transaction holds as long as it is there.
    sessions: Arc<()>,
}

impl Drop for SqliteDriver {
    fn drop(&mut self) {
        for reader in &mut self.readers {
            reader.close();
        }
        // A transaction that somebody holds without the driver ends when they say so.
        if Arc::strong_count(&self.sessions) == 1 {
            self.writer.close();
        }
    }
}

impl Driver for SqliteDriver {
    fn backend(&self) -> Backend {
        Backend::Sqlite
    }

    fn run(&self, access: Access, mut steps: Vec<Step>) -> BoxFuture<'static, Result<Vec<u64>>> {
        match access {
            Access::Write => self.writer.ask(move |connection| write(connection, &mut steps)),
            Access::Read => {
                let turn = self.turn.fetch_add(1, Ordering::Relaxed);
                let reader = self.readers.get(turn % self.readers.len().max(1)).unwrap_or(&self.writer);
                reader.ask(move |connection| run_steps(connection, &mut steps))
            }
        }
    }

    fn begin(&self) -> BoxFuture<'static, Result<Arc<dyn Session>>> {
        let (requests, inbox) = mpsc::channel();
        let over = Arc::new(AtomicBool::new(false));
        let (ready, begun) = oneshot::channel();
        let session = SqliteSession { requests, over: Arc::clone(&over), _held: Arc::clone(&self.sessions) };
        let sent = self.writer.send(Box::new(move |connection| {
            serve(connection, ready, &inbox);
            over.store(true, Ordering::Release);
        }));
        Box::pin(async move {
            sent?;
            begun.await.map_err(|_| gone())??;
            Ok(Arc::new(session) as Arc<dyn Session>)
        })
    }
}

/// Holds the writing thread for one transaction.
fn serve(connection: &mut Connection, ready: oneshot::Sender<Result<()>>, inbox: &mpsc::Receiver<Request>) {
    let mut transaction = match connection.transaction_with_behavior(TransactionBehavior::Immediate) {
        Ok(transaction) => transaction,
        Err(error) => return drop(ready.send(Err(failed(error)))),
    };
    if ready.send(Ok(())).is_err() {
        return;
    }
    for request in inbox {
        match request {
            Request::Run(steps, reply) => {
                let mut steps = steps;
                let done = transaction.savepoint().map_err(failed).and_then(|savepoint| {
                    let done = run_steps(&savepoint, &mut steps)?;
                    savepoint.commit().map_err(failed)?;
                    Ok(done)
                });
                drop(reply.send((done, steps)));
            }
            Request::End(commit, reply) => {
                let ended = if commit { transaction.commit() } else { transaction.rollback() };
                return drop(reply.send(ended.map_err(failed)));
            }
        }
    }
}

enum Request {
    /// The steps go back with the answer: memory is cheapest to free where it was allocated.
    Run(Vec<Step>, oneshot::Sender<(Result<Vec<u64>>, Vec<Step>)>),
    End(bool, oneshot::Sender<Result<()>>),
}

struct SqliteSession {
    requests: mpsc::Sender<Request>,
    over: Arc<AtomicBool>,
    _held: Arc<()>,
}

impl Session for SqliteSession {
    fn run(&self, steps: Vec<Step>) -> BoxFuture<'static, Result<Vec<u64>>> {
        let (reply, answer) = oneshot::channel();
        let sent = self.requests.send(Request::Run(steps, reply));
        Box::pin(async move {
            sent.map_err(|_| over())?;
            answer.await.map_err(|_| over())?.0
        })
    }

    fn end(&self, commit: bool) -> BoxFuture<'static, Result<()>> {
        let (reply, answer) = oneshot::channel();
        self.over.store(true, Ordering::Release);
        let sent = self.requests.send(Request::End(commit, reply));
        Box::pin(async move {
            sent.map_err(|_| over())?;
            answer.await.map_err(|_| over())?
        })
    }

    fn is_over(&self) -> bool {
        self.over.load(Ordering::Acquire)
    }
}

fn register_functions(connection: &Connection) -> rusqlite::Result<()> {
    use rusqlite::functions::FunctionFlags;
    use rusqlite::types::Value as V;
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    let text = |v: ValueRef<'_>| match v {
        ValueRef::Text(t) | ValueRef::Blob(t) => std::str::from_utf8(t).ok().map(str::to_owned),
        _ => None,
    };
    connection.create_scalar_function("vo_instant", 1, flags, move |ctx| {
        let v = ctx.get_raw(0);
        Ok(match text(v).and_then(|t| crate::store::rows::instant(&t)) {
            Some(t) => V::Text(t),
            None => V::from(rusqlite::types::Value::try_from(v).unwrap_or(V::Null)),
        })
    })?;
    connection.create_scalar_function("vo_uuid", 1, flags, move |ctx| {
        let v = ctx.get_raw(0);
        Ok(match text(v).and_then(|t| crate::fields::types::scalar::loose_uuid(&t)) {
            Some(t) => V::Text(t.to_string()),
            None => rusqlite::types::Value::try_from(v).unwrap_or(V::Null),
        })
    })?;
    connection.create_scalar_function("vo_json", 1, flags, move |ctx| {
        let v = ctx.get_raw(0);
        Ok(match text(v) {
            Some(t) if t.is_empty() => V::Null,
            Some(t) => match serde_json::from_str::<serde_json::Value>(&t) {
                Ok(j) => V::Text(j.to_string()),
                Err(_) => V::Text(t),
            },
            None => rusqlite::types::Value::try_from(v).unwrap_or(V::Null),
        })
    })
}

type Job = Box<dyn FnOnce(&mut Connection) + Send>;

/// A thread with a connection. It ends when the sender is gone.
struct Worker {
    jobs: Option<mpsc::Sender<Job>>,
    thread: Option<thread::JoinHandle<()>>,
}

impl Worker {
    fn start(mut connection: Connection) -> Result<Self> {
        let (sender, jobs) = mpsc::channel::<Job>();
        let thread = thread::Builder::new()
            .name("versioned-object-sqlite".to_owned())
            .spawn(move || {
                for job in jobs {
                    job(&mut connection);
                }
            })
            .map_err(Error::database)?;
        Ok(Self { jobs: Some(sender), thread: Some(thread) })
    }

    fn send(&self, job: Job) -> Result<()> {
        self.jobs.as_ref().and_then(|jobs| jobs.send(job).ok()).ok_or_else(gone)
    }

    /// Waits for the end of the thread, unless this is the thread: an object that it makes may hold the last handle.
    fn close(&mut self) {
        self.jobs = None;
        if let Some(thread) = self.thread.take()
            && thread.thread().id() != thread::current().id()
        {
            // It has nothing to say; a panic of its own was reported.
            drop(thread.join());
        }
    }

    fn ask<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Connection) -> Result<T> + Send + 'static,
    ) -> BoxFuture<'static, Result<T>> {
        let (reply, answer) = oneshot::channel();
        let sent = self.send(Box::new(move |connection| drop(reply.send(work(connection)))));
        Box::pin(async move {
            sent?;
            answer.await.map_err(|_| gone())?
        })
    }
}

/// Carries out steps in a transaction of their own.
fn write(connection: &mut Connection, steps: &mut [Step]) -> Result<Vec<u64>> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failed)?;
    let done = run_steps(&transaction, steps)?;
    transaction.commit().map_err(failed)?;
    Ok(done)
}

fn run_steps(connection: &Connection, steps: &mut [Step]) -> Result<Vec<u64>> {
    let mut done = Vec::with_capacity(steps.len());
    // Steps with the same text one after the other share what SQLite made of it.
    let mut prepared: Option<(Arc<str>, CachedStatement<'_>)> = None;
    for step in steps {
        let (subject, stop) = (step.subject.take(), step.stop_if_none);
        let statement = match &mut prepared {
            Some((text, statement)) if Arc::ptr_eq(text, &step.sql) => statement,
            other => {
                let made = connection.prepare_cached(&step.sql).map_err(failed)?;
                &mut other.insert((Arc::clone(&step.sql), made)).1
            }
        };
        let count = run_step(statement, step).map_err(|error| match (error, subject) {
            (Error::DuplicateEntry { object, .. }, Some(id)) => Error::DuplicateEntry { object, id },
            (error, _) => error,
        })?;
        done.push(count);
        if stop && count == 0 {
            break;
        }
    }
    Ok(done)
}

fn run_step(statement: &mut CachedStatement<'_>, step: &mut Step) -> Result<u64> {
    for (index, value) in step.params.iter().enumerate() {
        statement.raw_bind_parameter(index + 1, Param(value)).map_err(failed)?;
    }
    let count = if let Some(sink) = &mut step.rows {
        let mut count = 0;
        let mut rows = statement.raw_query();
        while let Some(row) = rows.next().map_err(failed)? {
            sink(&SqliteRow(row))?;
            count += 1;
        }
        count
    } else {
        statement.raw_execute().map_err(failed)? as u64
    };
    step.check.take().map_or(Ok(()), |check| check(count))?;
    Ok(count)
}

struct SqliteRow<'r, 's>(&'r rusqlite::Row<'s>);

impl Row for SqliteRow<'_, '_> {
    fn get(&self, index: usize) -> Result<ColumnValue<'_>> {
        match self.0.get_ref(index).map_err(failed)? {
            ValueRef::Null => Ok(ColumnValue::Null),
            ValueRef::Integer(number) => Ok(ColumnValue::Int(number)),
            ValueRef::Real(number) => Ok(ColumnValue::Real(number)),
            ValueRef::Text(text) | ValueRef::Blob(text) => std::str::from_utf8(text)
                .map(ColumnValue::Text)
                .map_err(|_| Error::database("a text is not UTF-8")),
        }
    }
}

/// A value of sea-query's as SQLite takes it.
struct Param<'v>(&'v sea_query::Value);

impl ToSql for Param<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        use sea_query::Value;
        let owned = |value: Sql| Ok(ToSqlOutput::Owned(value));
        let int = |number: Option<i64>| owned(number.map_or(Sql::Null, Sql::Integer));
        match self.0 {
            Value::Bool(truth) => int(truth.map(i64::from)),
            Value::TinyInt(number) => int(number.map(i64::from)),
            Value::SmallInt(number) => int(number.map(i64::from)),
            Value::Int(number) => int(number.map(i64::from)),
            Value::BigInt(number) => int(*number),
            Value::TinyUnsigned(number) => int(number.map(i64::from)),
            Value::SmallUnsigned(number) => int(number.map(i64::from)),
            Value::Unsigned(number) => int(number.map(i64::from)),
            Value::BigUnsigned(Some(number)) => match i64::try_from(*number) {
                Ok(number) => int(Some(number)),
                Err(error) => Err(rusqlite::Error::ToSqlConversionFailure(Box::new(error))),
            },
            Value::Float(number) => owned(number.map_or(Sql::Null, |number| Sql::Real(number.into()))),
            Value::Double(number) => owned(number.map_or(Sql::Null, Sql::Real)),
            Value::String(Some(text)) => Ok(ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes()))),
            // The form that SQLAlchemy writes and reads, with all six digits.
            Value::ChronoDateTime(Some(moment)) => owned(Sql::Text(moment_text(*moment))),
            Value::String(None) | Value::ChronoDateTime(None) | Value::BigUnsigned(None) => owned(Sql::Null),
            other => {
                let message = format!("no value of this kind is written: {other:?}");
                Err(rusqlite::Error::ToSqlConversionFailure(message.into()))
            }
        }
    }
}

/// `2016-06-14 10:28:42.500000`.
fn moment_text(moment: NaiveDateTime) -> String {
    let (date, time) = (moment.date(), moment.time());
    if !(0..=9999).contains(&date.year()) {
        return moment.format("%Y-%m-%d %H:%M:%S%.6f").to_string();
    }
    let mut text = String::with_capacity(26);
    let mut put = |number: u32, digits: u32, behind: &str| {
        for place in (0..digits).rev() {
            text.push(char::from_digit(number / 10_u32.pow(place) % 10, 10).unwrap_or('0'));
        }
        text.push_str(behind);
    };
    put(date.year().unsigned_abs(), 4, "-");
    put(date.month(), 2, "-");
    put(date.day(), 2, " ");
    put(time.hour(), 2, ":");
    put(time.minute(), 2, ":");
    put(time.second(), 2, ".");
    put(time.nanosecond() / 1000 % 1_000_000, 6, "");
    text
}

fn failed(error: rusqlite::Error) -> Error {
    if let rusqlite::Error::SqliteFailure(failure, _) = &error
        && failure.code == ErrorCode::ConstraintViolation
        && matches!(
            failure.extended_code,
            ffi::SQLITE_CONSTRAINT_PRIMARYKEY | ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_ROWID
        )
    {
        // Whoever wrote knows of which object.
        return Error::DuplicateEntry { object: "", id: error.to_string() };
    }
    match error {
        // Without the statement, which may be long.
        rusqlite::Error::SqlInputError { msg, .. } => Error::database(msg),
        error => Error::database(error),
    }
}

fn gone() -> Error {
    Error::database("the thread of the database has ended")
}

fn over() -> Error {
    Error::database("the transaction is over")
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDateTime;

    use super::moment_text;

    #[test]
    fn moments_are_written_with_six_digits() {
        for text in ["2016-06-14 10:28:42.500000", "0001-01-01 00:00:00.000001", "9999-12-31 23:59:59.999999"]
        {
            let moment = NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S%.f").unwrap();
            assert_eq!(moment_text(moment), text);
        }
    }
}
