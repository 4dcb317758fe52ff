//! What differs between database servers.

use std::ops::Range;
use std::sync::Arc;

use futures_core::stream::BoxStream;
use sea_query::Value;
use sqlx::database::HasStatementCache;
use sqlx::{Connection, Database, Either};

use crate::base::error::Result;
use crate::base::future::BoxFuture;
use crate::store::driver::{Backend, ColumnValue};
use crate::store::server::settings::Settings;
use crate::store::server::spelt::Spelt;

/// A connection.
pub(crate) type Link<D> = <<D as Dialect>::Db as Database>::Connection;

/// How a connection is made.
pub(crate) type Way<D> = <<<D as Dialect>::Db as Database>::Connection as Connection>::Options;

/// What a statement gives, one after the other: the number of rows that it wrote, or a row.
pub(crate) type Given<'c, D> = BoxStream<
    'c,
    Result<
        Either<<<D as Dialect>::Db as Database>::QueryResult, <<D as Dialect>::Db as Database>::Row>,
        sqlx::Error,
    >,
>;

/// A statement, with the values of its placeholders.
pub(crate) type Bound<D> = (sqlx::SqlStr, <<D as Dialect>::Db as Database>::Arguments);

/// The words of transactions.
pub(crate) struct Words {
    /// Begins one that writes.
    pub(crate) begin: &'static str,
    /// Begins one that only reads, and sees one state of the database.
    pub(crate) begin_reading: &'static str,
    /// Sets the mark that the steps of a call are undone to, for the first time in a transaction.
    pub(crate) first_mark: &'static str,
    /// Sets it again.
    pub(crate) next_mark: &'static str,
    /// Whether the one of two transactions in each other's way that gives way is undone as a whole.
    pub(crate) loses_all: bool,
}

/// What becomes of a statement that fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// There is such a key already.
    Duplicate,
    /// It gave way to another, and may succeed when its transaction is tried again.
    GaveWay,
    /// It waited too long for what another transaction holds.
    Locked,
    /// It computed a number that there is none of.
    Overflow,
    /// It wrote what a column does not take.
    Unfit,
    /// Whoever asks has no right to it, or nobody has.
    NotAllowed,
    /// It took too long.
    Stopped,
    /// The server ended the connection.
    Lost,
    /// Anything else.
    Other,
}

/// A kind of database server.
pub(crate) trait Dialect: Sized + Send + Sync + 'static {
    type Db: Database + HasStatementCache;

    /// How the values of a column are read.
    type Reading: Copy + Send + Sync;

    const WORDS: Words;

    /// How many statements a connection keeps prepared until it is made anew.
    const STATEMENTS: usize;

    /// Carries out a statement.
    fn carry_out(connection: &mut Link<Self>, bound: Bound<Self>) -> Given<'_, Self>;

    /// Carries out statements without values.
    fn say(connection: &mut Link<Self>, words: String) -> BoxFuture<'_, Result<(), sqlx::Error>>;

    /// A statement, with the values of its placeholders.
    fn bind(sql: &Arc<str>, values: &[Value]) -> Result<Bound<Self>>;

    /// How the values of a column of this type are read: asked once, not for each row.
    fn reading(ty: &<Self::Db as Database>::TypeInfo) -> Self::Reading;

    /// The value of a column, which is there.
    fn get<'r>(
        row: &'r <Self::Db as Database>::Row,
        index: usize,
        reading: Self::Reading,
        spelt: &'r Spelt,
    ) -> Result<ColumnValue<'r>>;

    /// How many rows a statement wrote.
    fn written(result: &<Self::Db as Database>::QueryResult) -> u64;

    /// What kind of failure an error of the server is.
    fn kind(error: &dyn sqlx::error::DatabaseError) -> Kind;

    /// Whether what is taken is the value of this column alone, which is the key, or the primary key where the server does
    /// not say of which columns.
    fn is_of_key(error: &dyn sqlx::error::DatabaseError, key: &str) -> bool;

    /// Where a message that a value does not fit has the value, which may be one that nobody is to see.
    fn value_in(words: &str) -> Option<Range<usize>>;

    /// What a new connection is told.
    fn greeting(settings: &Settings) -> String;

    /// Which connection of the server it is, where the server has to be told to stop what nobody waits for.
    fn number(connection: &mut Link<Self>) -> BoxFuture<'_, Result<Option<u64>, sqlx::Error>>;

    /// Ends a connection of the server, with what is done on it.
    fn end_of(number: u64) -> String;

    /// Whose SQL the server speaks.
    fn backend(connection: &mut Link<Self>) -> BoxFuture<'_, Result<Backend, sqlx::Error>>;
}
