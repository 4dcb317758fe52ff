//! The database that a command works on, and what is said of it.

use backup_objects::Backup;
use pollster::block_on;
use versioned_object_core::ReadDeleted;
use versioned_object_core::prelude::*;
use versioned_object_core::store::{JournalMode, Lookup, ObjectStream, Sqlite};

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

/// Whether a URL is of a database on a server.
fn is_served(url: &str) -> bool {
    !url.starts_with("sqlite:") && url.contains("://")
}

/// Opens the database of a URL on a server.
fn served(url: &str) -> Result<Store, Failure> {
    block_on(Store::open(url)).map_err(|error| match error {
        Error::InvalidInput { reason } => Failure::Usage(reason),
        error => Failure::Object(error),
    })
}

/// Opens the database of a URL, and leaves it as it is.
pub(crate) fn open(url: &str) -> Result<Store, Failure> {
    if is_served(url) {
        return served(url);
    }
    let database = asked(url)?;
    if let Some(file) = database.path().filter(|file| file.try_exists().is_ok_and(|there| !there)) {
        let message = format!("{}: there is no such file; `init` makes it", file.display());
        return Err(Failure::Object(Error::database(message)));
    }
    Ok(database.create(false).open()?)
}

/// Opens the database of a URL, which is made when it is missing, and gives it a log if that is asked for.
pub(crate) fn init(url: &str, log: bool) -> Result<Store, Failure> {
    if is_served(url) {
        return if log { Err(Failure::Usage("a log is for SQLite alone".to_owned())) } else { served(url) };
    }
    let database = asked(url)?;
    let database = if log { database.journal_mode(JournalMode::Wal) } else { database };
    Ok(database.open()?)
}

/// The context of an operator, who sees everything.
pub(crate) fn operator(store: &Store, read_deleted: ReadDeleted) -> Context {
    Context::builder().user_id("operator").is_admin(true).read_deleted(read_deleted).store(store).build()
}

/// The next of a stream.
pub(crate) fn next(stream: &mut ObjectStream<Backup>) -> Option<Result<Backup>> {
    block_on(stream.next())
}

/// Whether an object has the mark of deleted rows.
pub(crate) fn is_deleted(object: &dyn DynObject) -> bool {
    object.obj_get("deleted").ok().and_then(|deleted| deleted.as_bool()).unwrap_or_default()
}

/// What is said of a backup that is marked deleted.
pub(crate) fn deletion(object: &dyn DynObject) -> String {
    let value = |field| object.obj_get(field).unwrap_or(Value::Null);
    let said = match value("id") {
        Value::String(id) => format!("Backup {id} was deleted"),
        id => format!("Backup {id} was deleted"),
    };
    match value("deleted_at") {
        Value::Null => said,
        moment => format!("{said} at {moment}"),
    }
}

/// The error of a backup that is not found, or, if it was deleted, one that says so.
pub(crate) fn or_deleted(ctx: &Context, error: Error) -> Error {
    let Error::NotFound { id, .. } = &error else { return error };
    let lookup = Lookup::new().read_deleted(ReadDeleted::Only);
    match block_on(Backup::look_up(ctx, id.as_str(), lookup)) {
        Ok(backup) => Error::Application { kind: "BackupNotFound", reason: deletion(&backup) },
        Err(_) => error,
    }
}
