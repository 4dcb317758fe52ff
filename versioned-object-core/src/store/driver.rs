//! The seam between the store and a database: what a driver does.

use std::fmt;
use std::sync::Arc;

use chrono::NaiveDateTime;

use crate::base::error::{Error, Result};
use crate::base::future::BoxFuture;

/// Whose SQL a driver speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Backend {
    /// SQLite.
    Sqlite,
    /// PostgreSQL.
    Postgres,
    /// MySQL.
    MySql,
    /// MariaDB.
    MariaDb,
}

impl Backend {
    /// Whether it is MySQL or MariaDB, which mostly speak alike.
    pub(crate) fn is_mysql(self) -> bool {
        matches!(self, Self::MySql | Self::MariaDb)
    }

    /// Whether a statement that writes rows can give them back.
    pub(crate) fn gives_back(self) -> bool {
        self != Self::MySql
    }
}

/// A value in a row.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum ColumnValue<'r> {
    /// Null.
    Null,
    /// A truth value, from a database that has them.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A number with a fraction.
    Real(f64),
    /// A text; a moment too where the database has no type for it.
    Text(&'r str),
    /// A moment in UTC, from a database that has them.
    DateTime(NaiveDateTime),
}

/// A row, while it is read.
pub trait Row {
    /// The value of a column.
    ///
    /// # Errors
    /// When there is no such column, or its value is none that [`ColumnValue`] has.
    fn get(&self, index: usize) -> Result<ColumnValue<'_>>;

    /// The same for whoever keeps the row: he looks at the texts of many at once.
    ///
    /// # Errors
    /// As [`Row::get`], but that bytes may be no text.
    #[doc(hidden)]
    fn kept(&self, index: usize) -> Result<ToKeep<'_>> {
        self.get(index).map(ToKeep::Value)
    }
}

/// Bytes as a text.
///
/// # Errors
/// When they are none.
pub(crate) fn text_of(bytes: &[u8]) -> Result<&str> {
    std::str::from_utf8(bytes).map_err(|_| Error::database("a text is not UTF-8"))
}

/// What is kept of a column.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub enum ToKeep<'r> {
    /// Its value.
    Value(ColumnValue<'r>),
    /// What should be a text.
    Bytes(&'r [u8]),
}

/// What is done with every row of a query, on the thread that reads it. An error ends the query.
pub type RowSink = Box<dyn FnMut(&dyn Row) -> Result<()> + Send>;

/// What is asked of the number of rows that a step wrote or read. An error undoes the steps.
pub type Check = Box<dyn FnOnce(u64) -> Result<()> + Send>;

/// One statement.
pub struct Step {
    /// The statement, with placeholders as the backend writes them.
    pub sql: Arc<str>,
    /// The values of the placeholders.
    pub params: Vec<sea_query::Value>,
    /// What takes the rows, if it gives any.
    pub rows: Option<RowSink>,
    /// What is asked of the number of rows.
    pub check: Option<Check>,
    /// Whether the steps behind it are left out when it wrote no row.
    pub stop_if_none: bool,
    /// The key it is about, for the error when there is one already.
    pub subject: Option<String>,
    /// The column of the key, which tells whether it is the key that is there already or another value.
    pub key: Option<&'static str>,
}

impl Step {
    /// A statement that gives no rows.
    pub fn new(sql: impl Into<Arc<str>>, params: Vec<sea_query::Value>) -> Self {
        Self {
            sql: sql.into(),
            params,
            rows: None,
            check: None,
            stop_if_none: false,
            subject: None,
            key: None,
        }
    }

    /// With something that takes the rows.
    #[must_use]
    pub fn rows(mut self, rows: impl FnMut(&dyn Row) -> Result<()> + Send + 'static) -> Self {
        self.rows = Some(Box::new(rows));
        self
    }

    /// With a question about the number of rows.
    #[must_use]
    pub fn check(mut self, check: impl FnOnce(u64) -> Result<()> + Send + 'static) -> Self {
        self.check = Some(Box::new(check));
        self
    }
}

/// The statement, and how many parameters it has: their values may be secrets.
impl fmt::Debug for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Step")
            .field("sql", &self.sql)
            .field("params", &self.params.len())
            .finish_non_exhaustive()
    }
}

/// How many values a statement of a server has at most: it counts them in 16 bits.
pub(crate) const VALUES: usize = u16::MAX as usize;

/// What a driver says where the database computed a whole number that there is none of, or that a column does not hold:
/// an [`Error::InvalidValue`](crate::Error::InvalidValue) without a path, which the store adds.
pub(crate) const OUT_OF_RANGE: &str = "the sum is beyond the whole numbers of 64 bits";

/// What a driver of a server says first where whoever asks has no right to it.
pub(crate) const NOT_ALLOWED: &str = "this is not allowed here";

/// Whether an error of a write says that nothing can be written: there is no right to it, or the file is one to be read.
pub(crate) fn is_not_allowed(error: &Error) -> bool {
    // The second and third are SQLite's own words: of the file, and of what has to stand beside it.
    let words = [NOT_ALLOWED, "attempt to write a readonly database", "unable to open database file"];
    matches!(error, Error::Database { reason } if words.iter().any(|words| reason.starts_with(words)))
}

/// Whether an error may come from a table that has other columns than it was taken to have.
pub(crate) fn is_of_columns(error: &Error) -> bool {
    // SQLite's words, PostgreSQL's, and those of MySQL and MariaDB.
    const WORDS: [&str; 7] = [
        "no such column",
        "no such table",
        "has no column named",
        "does not exist",
        "is of type",
        "Unknown column",
        "doesn't exist",
    ];
    matches!(error, Error::Database { reason } if WORDS.iter().any(|words| reason.contains(words)))
}

/// What steps do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// They only read.
    Read,
    /// They write: all of them or none.
    Write,
}

/// A database.
///
/// The futures it gives are dropped at will. What was handed over and has not begun is then not carried out; what has
/// begun is undone, or carried out as a whole.
pub trait Driver: Send + Sync + 'static {
    /// Whose SQL it speaks.
    fn backend(&self) -> Backend;

    /// Carries out steps, and gives the number of rows that each wrote or read.
    fn run(&self, access: Access, steps: Vec<Step>) -> BoxFuture<'static, Result<Vec<u64>>>;

    /// Begins a transaction that lasts longer than one call.
    fn begin(&self) -> BoxFuture<'static, Result<Arc<dyn Session>>>;

    /// What to wait for before a transaction that ended with an error is carried out once more, when that was done so many
    /// times already; none where it is not to be. Who hands things on to another driver hands this on, too.
    fn once_more(&self, tried: u32, error: &Error) -> Option<BoxFuture<'static, ()>> {
        let _ = (tried, error);
        None
    }
}

/// A transaction. Dropped before it was committed, it is rolled back.
///
/// What rolls it back before its holder ended it, a timeout for example, is an error of every later call, which then
/// does not go on outside it.
pub trait Session: Send + Sync {
    /// Carries out steps, all of them or none, and gives the number of rows that each wrote or read.
    fn run(&self, steps: Vec<Step>) -> BoxFuture<'static, Result<Vec<u64>>>;

    /// Begins a part of the transaction, which ends by itself: what is done in it stays with the rest of the transaction, or
    /// goes alone. What is asked of the transaction meanwhile waits until the part is at its end.
    fn part(&self) -> BoxFuture<'static, Result<Arc<dyn Session>>>;

    /// Ends the transaction: its writes stay, or go, also when the future is dropped at once.
    fn end(&self, commit: bool) -> BoxFuture<'static, Result<()>>;

    /// Whether its holder has ended it.
    fn is_over(&self) -> bool;
}
