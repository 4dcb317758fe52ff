//! The database that a command works on.

use std::path::Path;

use backup_objects::Backup;
use versioned_object_core::ReadDeleted;
use versioned_object_core::prelude::*;
use versioned_object_core::store::Sqlite;

use crate::Failure;

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

/// `KEY=VALUE`; the value is text, but for `null`, and `true` and `false` of a field that is one of them.
pub(crate) fn pair(text: &str) -> Result<(String, Value), String> {
    let (key, value) = text.split_once('=').ok_or_else(|| format!("`{text}` is no KEY=VALUE"))?;
    let name = key.trim_end_matches('~');
    let is_truth = Backup::descriptor().field(name).is_some_and(|field| field.ty.name == "Boolean");
    let value = match (value, is_truth) {
        ("null", _) => Value::Null,
        ("true", true) => Value::Bool(true),
        ("false", true) => Value::Bool(false),
        (_, true) => return Err(format!("`{name}` is `true` or `false`, not `{value}`")),
        (text, false) => text.into(),
    };
    Ok((key.to_owned(), value))
}
