//! The database that a command works on.

use std::path::Path;

use versioned_object_core::ReadDeleted;
use versioned_object_core::prelude::*;
use versioned_object_core::store::Sqlite;

use crate::failure::Failure;

/// Opens the database of a URL.
pub(crate) fn open(url: &str, create: bool) -> Result<Store, Failure> {
    let Some(file) = url.strip_prefix("sqlite:") else {
        return Err(Failure::Usage(format!("{url:?} is no database here: write `sqlite:FILE`")));
    };
    let file = file.strip_prefix("//").unwrap_or(file);
    if file.is_empty() || file == ":memory:" {
        return Err(Failure::Usage("no file is named: write `sqlite:FILE`".to_owned()));
    }
    if !create && !Path::new(file).exists() {
        return Err(Failure::Object(Error::database(format!(
            "{file}: there is no such file; `init` makes it"
        ))));
    }
    Ok(Sqlite::file(file).create(create).open()?)
}

/// The context of an operator, who sees everything.
pub(crate) fn operator(store: &Store, read_deleted: ReadDeleted) -> Context {
    Context::builder().user_id("operator").is_admin(true).read_deleted(read_deleted).store(store).build()
}
