//! Persistence: objects in the tables they declare.
//!
//! A type that says which table it is in has every method of [`Persistent`], without SQL of its own. The store comes
//! from the context; so do the rules about who sees what:
//!
//! ```
//! use versioned_object_core::prelude::*;
//! use versioned_object_core::store::Sqlite;
//!
//! /// A disk.
//! #[derive(Clone, VersionedObject)]
//! #[versioned_object(version = "1.0", namespace = "shop", table = "disks", project = owner)]
//! pub struct Disk {
//!     /// UUID of the disk.
//!     id: Attr<Uuid>,
//!     /// The project that has it.
//!     owner: Attr<String>,
//!     /// Size in GiB.
//!     size: Attr<Option<i64>>,
//!     /// Free-form labels.
//!     labels: Attr<Vec<String>>,
//!     meta: ObjectMeta,
//! }
//!
//! # pollster::block_on(async {
//! let store = Sqlite::in_memory().open()?;
//! store.create_table::<Disk>().await?;
//!
//! let alice = Context::builder().user_id("alice").project_id("lab").store(&store).build();
//! let mut disk = Disk::builder().owner("lab").size(10).labels(["fast"]).build(&alice)?;
//! disk.create().await?;
//! disk.set_size(20)?;
//! disk.save().await?;
//!
//! let found = Disk::get_by_id(&alice, disk.id()?).await?;
//! assert_eq!((found.size()?, found.labels()?), (Some(20), &["fast".to_owned()][..]));
//! let large = Disk::list(&alice, &Query::new().filter("size", [20, 30])).await?;
//! assert_eq!(large.len(), 1);
//!
//! let bob = Context::builder().user_id("bob").project_id("shop").store(&store).build();
//! assert!(!Disk::exists(&bob, disk.id()?).await?);
//! disk.destroy().await?;
//! assert_eq!(Disk::count(&alice, &Query::new()).await?, 0);
//! # Ok::<(), Error>(())
//! # }).unwrap();
//! ```
//!
//! What the rules are, and where they differ from Cinder's, is in `docs/decisions/0007-store.md` of the repository.

mod condition;
mod driver;
mod persistent;
mod query;
mod read;
mod rows;
mod sql;
#[cfg(feature = "sqlite")]
mod sqlite;
mod stream;
mod write;

use std::fmt;
use std::sync::Arc;

pub use condition::{Case, Condition, ConditionalUpdate, Expected, Expr, Field, Not, field, not};
pub use driver::{Access, Backend, BoxFuture, Check, ColumnValue, Driver, Row, RowSink, Session, Step};
pub use persistent::{Listed, Lookup, Persistent, Refused, Scoped};
pub use query::Query;
#[cfg(feature = "sqlite")]
pub use sqlite::{Sqlite, SqliteDriver};
pub use stream::ObjectStream;

use crate::context::{Context, ContextBuilder};
use crate::error::{Error, Result};
use crate::table::HasTable;
use rows::Model;

/// A place where objects are kept: a database behind a driver. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    /// The transaction that calls belong to, until it is over. It goes before the driver does.
    session: Option<Arc<dyn Session>>,
    driver: Arc<dyn Driver>,
}

impl Store {
    /// The store behind a driver.
    pub fn new(driver: impl Driver) -> Self {
        Self { driver: Arc::new(driver), session: None }
    }

    /// Whose SQL the database speaks.
    pub fn backend(&self) -> Backend {
        self.driver.backend()
    }

    /// Carries out statements, all of them or none, and gives the number of rows that each wrote or read.
    ///
    /// # Errors
    /// What the database says, or what a step finds wrong.
    pub fn run(&self, access: Access, steps: Vec<Step>) -> BoxFuture<'static, Result<Vec<u64>>> {
        match &self.session {
            Some(session) if !session.is_over() => session.run(steps),
            _ => self.driver.run(access, steps),
        }
    }

    /// Does several things at once: what `work` does with objects of the context it is given is kept as a whole when it
    /// succeeds, and not at all when it fails or is dropped.
    ///
    /// Objects of another context do not take part, and wait until it is over when they write; so `work` must not
    /// write with them. Objects that took part go on working afterwards.
    ///
    /// ```
    /// use versioned_object_core::prelude::*;
    /// use versioned_object_core::store::Sqlite;
    ///
    /// #[derive(Clone, VersionedObject)]
    /// #[versioned_object(version = "1.0", table = "lamps")]
    /// struct Lamp {
    ///     id: Attr<Uuid>,
    ///     watts: Attr<i64>,
    ///     meta: ObjectMeta,
    /// }
    ///
    /// # pollster::block_on(async {
    /// let store = Sqlite::in_memory().open()?;
    /// store.create_table::<Lamp>().await?;
    /// let ctx = Context::builder().is_admin(true).store(&store).build();
    /// let failed = store.transaction(&ctx, async |tx: Context| {
    ///     Lamp::builder().watts(60).build(&tx)?.create().await?;
    ///     Lamp::builder().build(&tx)?.create().await // no watts
    /// });
    /// assert_eq!(failed.await.unwrap_err().to_string(), "Lamp.watts is not set");
    /// assert_eq!(Lamp::count(&ctx, &Query::new()).await?, 0);
    /// # Ok::<(), Error>(())
    /// # }).unwrap();
    /// ```
    ///
    /// # Errors
    /// What `work` returns, or the database; [`Error::ObjectAction`] inside another transaction.
    pub async fn transaction<T>(
        &self,
        context: &Context,
        work: impl AsyncFnOnce(Context) -> Result<T>,
    ) -> Result<T> {
        if self.session.as_ref().is_some_and(|session| !session.is_over()) {
            return Err(Error::action("transaction", "transactions do not nest"));
        }
        let session = self.driver.begin().await?;
        let store = Self { driver: Arc::clone(&self.driver), session: Some(Arc::clone(&session)) };
        // Whatever ends this future early ends the transaction: no object that lives on holds it open.
        let mut rollback = Rollback(Some(session));
        let done = work(context.to_builder().store(&store).build()).await;
        if let Some(session) = rollback.0.take() {
            let ended = session.end(done.is_ok()).await;
            if done.is_ok() {
                ended?;
            }
        }
        done
    }

    /// The transaction that calls belong to, or a new one.
    async fn begin_or_join(&self) -> Result<Joined> {
        match &self.session {
            Some(session) if !session.is_over() => {
                Ok(Joined { session: Arc::clone(session), own: Rollback(None) })
            }
            _ => {
                let session = self.driver.begin().await?;
                Ok(Joined { session: Arc::clone(&session), own: Rollback(Some(session)) })
            }
        }
    }

    /// Makes the table of a type, unless there is one of its name.
    ///
    /// # Errors
    /// What the database says.
    pub async fn create_table<T: HasTable>(&self) -> Result<()> {
        let steps = sql::create_table(&Model::of::<T>()?, self.backend());
        self.run(Access::Write, steps).await.map(drop)
    }

    /// Whether the table of a type is there, with every column that the type has; others do no harm.
    ///
    /// # Errors
    /// What the database misses.
    pub async fn check_table<T: HasTable>(&self) -> Result<()> {
        let mut select = sql::select(&Model::of::<T>()?, sql::nothing());
        let step = sql::step(self.backend(), select.limit(1)).rows(|_| Ok(()));
        self.run(Access::Read, vec![step]).await.map(drop)
    }
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Store").field("backend", &self.backend()).finish_non_exhaustive()
    }
}

impl Context {
    /// The store that objects of this context are kept in.
    pub fn store(&self) -> Option<&Store> {
        self.slot()
    }
}

impl ContextBuilder {
    /// The store that objects of this context are kept in.
    pub fn store(self, store: &Store) -> Self {
        self.with_slot(store.clone())
    }
}

/// A transaction that was begun here, or joined.
struct Joined {
    session: Arc<dyn Session>,
    own: Rollback,
}

impl Joined {
    /// Whether it began here, so that it goes as a whole.
    fn is_own(&self) -> bool {
        self.own.0.is_some()
    }

    /// Hands steps over at once; the answer is in the future.
    fn run(&self, steps: Vec<Step>) -> BoxFuture<'static, Result<Vec<u64>>> {
        self.session.run(steps)
    }

    async fn commit(mut self) -> Result<()> {
        match self.own.0.take() {
            Some(session) => session.end(true).await,
            None => Ok(()),
        }
    }
}

struct Rollback(Option<Arc<dyn Session>>);

impl Drop for Rollback {
    fn drop(&mut self) {
        if let Some(session) = self.0.take() {
            // Asked for when the future is made; nobody waits for the answer.
            drop(session.end(false));
        }
    }
}
