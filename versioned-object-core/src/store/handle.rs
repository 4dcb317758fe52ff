//! The handle of a store, and transactions.

use std::any::TypeId;
use std::collections::HashMap;
use std::fmt;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::sync::{Arc, Mutex};

use crate::base::context::{Context, ContextBuilder};
use crate::base::error::{Error, Result};
use crate::base::future::BoxFuture;
use crate::store::driver::{Access, Backend, Driver, Session, Step};
use crate::store::model::{Layout, Made, Slots, Triggers};

/// A place where objects are kept: a database behind a driver. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    /// The transaction that calls belong to, until it is over. It goes before the driver does.
    session: Option<Arc<dyn Session>>,
    driver: Arc<dyn Driver>,
    /// The types whose tables were looked at, and what was seen there.
    pub(crate) known: Arc<Mutex<HashMap<TypeId, Seen>>>,
}

/// What of a table matters to statements, when it was looked at.
#[derive(Clone, Copy)]
pub(crate) struct Seen {
    /// Whether no two rows have the same key.
    pub(crate) is_keyed: bool,
    /// Whether its texts are compared, or its keys are in an order, by more than their bytes.
    pub(crate) is_collated: bool,
    /// Whether a row may lack its key.
    pub(crate) lacks_keys: bool,
    /// How it stands while older versions of the type work on it, too.
    pub(crate) layout: Option<&'static Layout>,
    /// How many digits its times of creation, change and deletion have behind the second, at least one of them.
    pub(crate) digits: u16,
    /// The fields whose columns make something else of what is written into them.
    pub(crate) rounds: Slots,
    /// The fields whose columns do so with texts that end in a blank.
    pub(crate) trims: Slots,
    /// The fields whose columns have no numbers below zero: what a server computes of one has none either.
    pub(crate) unsigned: Slots,
    /// What triggers of the table make of what is written into it.
    pub(crate) triggers: Triggers,
    /// What the table does by itself where a row is written.
    pub(crate) made: Made,
}

// A call that panics ends its transaction, and the drivers promise to go on after one: docs/reliability.md.
impl UnwindSafe for Store {}
impl RefUnwindSafe for Store {}

impl Store {
    /// The store behind a driver.
    pub fn new(driver: impl Driver) -> Self {
        Self { driver: Arc::new(driver), session: None, known: Arc::default() }
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
        match self.under_way() {
            Some(session) => session.run(steps),
            None => self.driver.run(access, steps),
        }
    }

    /// Does several things at once: what `work` does with objects of the context it is given is kept as a whole when it
    /// succeeds, and not at all when it fails or is dropped.
    ///
    /// Objects of another context do not take part. When they write, they wait until it is over, and end with an error
    /// after the driver's busy timeout; so `work` must not write with them. Objects that took part go on working afterwards.
    ///
    /// Calls in it are carried out one after the other: one that waits for another waits in vain where nobody polls that. A
    /// call that fails leaves nothing behind, and the transaction goes on when `work` does.
    ///
    /// As in Python, an object does not know that what it wrote was undone: after `save` it has no changes, and after `create`
    /// it counts as created. So what is to be tried again as a whole reads or makes its objects inside `work`.
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
        if self.is_in_transaction() {
            return Err(Error::action("transaction", "transactions do not nest"));
        }
        let session = self.driver.begin().await?;
        let store = Self { session: Some(Arc::clone(&session)), ..self.clone() };
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

    /// The transaction that its calls belong to, if that goes on.
    fn under_way(&self) -> Option<&Arc<dyn Session>> {
        self.session.as_ref().filter(|session| !session.is_over())
    }

    pub(crate) fn is_in_transaction(&self) -> bool {
        self.under_way().is_some()
    }

    /// What to wait for before a transaction of its own that ended with an error is carried out once more; none where it is
    /// not to be.
    pub(crate) fn once_more(&self, tried: u32, error: &Error) -> Option<BoxFuture<'static, ()>> {
        self.driver.once_more(tried, error)
    }

    /// Ends a transaction with what was done in it; none where it was begun here, and is to be carried out once more. It is
    /// undone by then.
    pub(crate) async fn over<T>(
        &self,
        joined: Joined,
        tried: &mut u32,
        done: Result<T>,
    ) -> Option<Result<T>> {
        let is_own = joined.is_own;
        let (done, left) = match done {
            Ok(done) => (joined.commit().await.map(|()| done), None),
            Err(error) => (Err(error), Some(joined)),
        };
        let wait = done.as_ref().err().filter(|_| is_own).and_then(|error| self.once_more(*tried, error));
        if let Some(joined) = left.filter(|_| !is_own || wait.is_some()) {
            joined.roll_back().await;
        }
        let Some(wait) = wait else { return Some(done) };
        wait.await;
        *tried += 1;
        None
    }

    /// The transaction that calls belong to, or a new one.
    pub(crate) async fn begin_or_join(&self) -> Result<Joined> {
        match self.under_way() {
            Some(session) => Ok(Joined { session: Arc::clone(session), is_own: false, ends: Rollback(None) }),
            None => Ok(Joined::new(self.driver.begin().await?, true)),
        }
    }

    /// A part of the transaction that calls belong to, or a new one: what is done in it in several steps is kept as a whole,
    /// or undone.
    pub(crate) async fn begin_part(&self) -> Result<Joined> {
        match self.under_way() {
            Some(session) => Ok(Joined::new(session.part().await?, false)),
            None => self.begin_or_join().await,
        }
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

/// A transaction: one that was begun here, or one that others began, of which it may be a part with an end of its own.
pub(crate) struct Joined {
    session: Arc<dyn Session>,
    is_own: bool,
    ends: Rollback,
}

impl Joined {
    /// What was begun here.
    fn new(session: Arc<dyn Session>, is_own: bool) -> Self {
        Self { session: Arc::clone(&session), is_own, ends: Rollback(Some(session)) }
    }

    /// Whether it began here, so that it goes as a whole.
    pub(crate) fn is_own(&self) -> bool {
        self.is_own
    }

    /// Hands steps over at once; the answer is in the future.
    pub(crate) fn run(&self, steps: Vec<Step>) -> BoxFuture<'static, Result<Vec<u64>>> {
        self.session.run(steps)
    }

    /// The store of calls that take part in it.
    pub(crate) fn store(&self, store: &Store) -> Store {
        Store { session: Some(Arc::clone(&self.session)), ..store.clone() }
    }

    pub(crate) async fn commit(mut self) -> Result<()> {
        match self.ends.0.take() {
            Some(session) => session.end(true).await,
            None => Ok(()),
        }
    }

    /// Undoes what it did, if it ends by itself, and waits for that.
    pub(crate) async fn roll_back(mut self) {
        if let Some(session) = self.ends.0.take() {
            // One that is lost is undone.
            drop(session.end(false).await);
        }
    }
}

/// Does something in a part of the transaction that calls of a store belong to, or in one of its own, which is carried out
/// once more where it gave way; what fails is undone as a whole: `whole!(store, inside => …)`, where `inside` is the store
/// of the transaction, and what is done gives a result.
macro_rules! whole {
    ($store:expr, $inside:ident => $work:block) => {{
        let mut tried = 0;
        loop {
            let joined = $store.begin_part().await?;
            let $inside = joined.store($store);
            let done = async { $work }.await;
            if let Some(done) = $store.over(joined, &mut tried, done).await {
                break done;
            }
        }
    }};
}

pub(crate) use whole;

struct Rollback(Option<Arc<dyn Session>>);

impl Drop for Rollback {
    fn drop(&mut self) {
        if let Some(session) = self.0.take() {
            // Asked for when the future is made; nobody waits for the answer.
            drop(session.end(false));
        }
    }
}
