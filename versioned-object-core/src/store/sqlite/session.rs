//! Transactions that last longer than one call.

use std::ops::Deref;
use std::sync::{Arc, mpsc};
use std::time::Instant;

use futures_channel::oneshot;
use rusqlite::{Connection, Savepoint, Transaction, TransactionBehavior};

use crate::base::error::{Error, Result};
use crate::base::future::BoxFuture;
use crate::store::caught::let_go;
use crate::store::driver::{Session, Step};
use crate::store::fate::Fate;
use crate::store::sqlite::connect::Link;
use crate::store::sqlite::failure::failed;
use crate::store::sqlite::settings::Settings;
use crate::store::sqlite::steps::run_inside;
use crate::store::sqlite::watch::{Ticket, Watch};

pub(crate) enum Request {
    /// The steps go back with the answer: memory is cheapest to free where it was allocated.
    Run(Vec<Step>, Ticket, oneshot::Sender<(Result<Vec<u64>>, Vec<Step>)>),
    Part(Part),
    End(bool, oneshot::Sender<Result<()>>),
}

/// A part of a transaction that is to begin.
pub(crate) struct Part {
    ready: oneshot::Sender<Result<()>>,
    inbox: mpsc::Receiver<Request>,
    fate: Arc<Fate>,
}

/// A transaction, as its holder has it.
pub(crate) struct SqliteSession {
    pub(crate) requests: mpsc::Sender<Request>,
    pub(crate) fate: Arc<Fate>,
    /// What says that there are transactions.
    pub(crate) held: Arc<()>,
}

impl Session for SqliteSession {
    fn run(&self, steps: Vec<Step>) -> BoxFuture<'static, Result<Vec<u64>>> {
        let (reply, answer) = oneshot::channel();
        let ticket = Ticket::default();
        let waiter = ticket.waiter();
        let sent = self.requests.send(Request::Run(steps, ticket, reply));
        let fate = Arc::clone(&self.fate);
        Box::pin(async move {
            let _waiter = waiter;
            sent.map_err(|_| fate.told())?;
            let (done, steps) = answer.await.map_err(|_| fate.told())?;
            let gone = let_go(steps);
            let done = done?;
            gone.map(|()| done)
        })
    }

    fn part(&self) -> BoxFuture<'static, Result<Arc<dyn Session>>> {
        let (requests, inbox) = mpsc::channel();
        let (ready, begun) = oneshot::channel();
        let part = Self { requests, fate: Arc::default(), held: Arc::clone(&self.held) };
        let sent = self.requests.send(Request::Part(Part { ready, inbox, fate: Arc::clone(&part.fate) }));
        let fate = Arc::clone(&self.fate);
        Box::pin(async move {
            sent.map_err(|_| fate.told())?;
            begun.await.map_err(|_| fate.told())??;
            Ok(Arc::new(part) as Arc<dyn Session>)
        })
    }

    fn end(&self, commit: bool) -> BoxFuture<'static, Result<()>> {
        let (reply, answer) = oneshot::channel();
        self.fate.end();
        let sent = self.requests.send(Request::End(commit, reply));
        let fate = Arc::clone(&self.fate);
        Box::pin(async move {
            sent.map_err(|_| fate.told())?;
            answer.await.map_err(|_| fate.told())?
        })
    }

    fn is_over(&self) -> bool {
        self.fate.is_over()
    }
}

/// Holds the writing thread for one transaction.
pub(crate) fn serve(
    link: &mut Link,
    ready: oneshot::Sender<Result<()>>,
    inbox: mpsc::Receiver<Request>,
    fate: &Fate,
) {
    let Link { connection, watch, settings } = link;
    let begun = Instant::now();
    let mut transaction = match connection.transaction_with_behavior(TransactionBehavior::Immediate) {
        Ok(transaction) => transaction,
        Err(error) => return drop(ready.send(Err(failed(error)))),
    };
    watch.rest();
    if ready.send(Ok(())).is_err() {
        return;
    }
    watch.transaction(settings.transaction_timeout);
    let open = Open { watch, settings, begun };
    match open.attend(&mut transaction, &inbox) {
        End::Asked(commit, reply) => {
            let ended = if commit { transaction.commit() } else { transaction.rollback() };
            drop(reply.send(ended.map_err(failed)));
        }
        End::Lost(why) => fate.rolled_back(&why),
        End::Gone => {}
    }
}

/// How a transaction, or a part of one, comes to its end.
enum End {
    /// Its holder says whether it stays.
    Asked(bool, oneshot::Sender<Result<()>>),
    /// Nobody holds it any more.
    Gone,
    /// It does not go on, or took too long.
    Lost(Error),
}

/// A transaction, or a part of one.
trait Level: Deref<Target = Connection> {
    /// What is undone by itself, unless it is kept.
    fn mark(&mut self) -> rusqlite::Result<Savepoint<'_>>;
}

impl Level for Transaction<'_> {
    fn mark(&mut self) -> rusqlite::Result<Savepoint<'_>> {
        self.savepoint()
    }
}

impl Level for Savepoint<'_> {
    fn mark(&mut self) -> rusqlite::Result<Savepoint<'_>> {
        self.savepoint()
    }
}

/// A transaction that is open.
struct Open<'s> {
    watch: &'s Watch,
    settings: &'s Settings,
    begun: Instant,
}

impl Open<'_> {
    /// Does what its holder wants, until that ends it.
    fn attend(&self, level: &mut impl Level, inbox: &mpsc::Receiver<Request>) -> End {
        loop {
            let done = match receive(inbox, self.settings, self.begun) {
                Ok(Request::Run(steps, ticket, reply)) => run(level, self.watch, (steps, ticket, reply)),
                Ok(Request::Part(part)) => self.part(level, part),
                Ok(Request::End(commit, reply)) => return End::Asked(commit, reply),
                Err(Some(why)) => return End::Lost(why),
                Err(None) => return End::Gone,
            };
            if let Err(why) = done {
                return End::Lost(why);
            }
        }
    }

    /// Does what the holder of a part wants, until that ends it. The error is why the whole does not go on.
    fn part(&self, level: &mut impl Level, part: Part) -> Result<()> {
        let Part { ready, inbox, fate } = part;
        let mut mark = match level.mark().map_err(failed) {
            Ok(mark) => mark,
            Err(why) => {
                // Nobody is there to be told.
                drop(ready.send(Err(why)));
                return Ok(());
            }
        };
        let end = if ready.send(Ok(())).is_ok() { self.attend(&mut mark, &inbox) } else { End::Gone };
        match end {
            // Where it cannot be undone alone, all of it goes.
            End::Asked(commit, reply) => {
                let ended = if commit { mark.commit() } else { mark.finish() }.map_err(failed);
                drop(reply.send(ended.clone()));
                ended?;
            }
            End::Gone => drop(mark),
            End::Lost(why) => {
                fate.rolled_back(&why);
                return Err(why);
            }
        }
        Ok(())
    }
}

/// Waits for what its holder wants next. The error says why it ends instead, unless the holder is gone.
fn receive(
    inbox: &mpsc::Receiver<Request>,
    settings: &Settings,
    begun: Instant,
) -> Result<Request, Option<Error>> {
    let idle = settings.idle_timeout.map(|limit| (limit, format!("nothing was done in it for {limit:?}")));
    let whole = settings.transaction_timeout.map(|limit| {
        (limit.saturating_sub(begun.elapsed()), format!("the transaction took longer than {limit:?}"))
    });
    let first = idle.into_iter().chain(whole).min_by_key(|(left, _)| *left);
    let Some((left, why)) = first else { return inbox.recv().map_err(|_| None) };
    if left.is_zero() {
        return Err(Some(Error::database(why)));
    }
    inbox.recv_timeout(left).map_err(|error| match error {
        mpsc::RecvTimeoutError::Timeout => Some(Error::database(why)),
        mpsc::RecvTimeoutError::Disconnected => None,
    })
}

type Call = (Vec<Step>, Ticket, oneshot::Sender<(Result<Vec<u64>>, Vec<Step>)>);

/// Carries out steps, all of them or none. The error is why the transaction does not go on.
fn run(level: &mut impl Level, watch: &Watch, call: Call) -> Result<()> {
    let (mut steps, ticket, reply) = call;
    watch.call(&ticket);
    let done = level.mark().map_err(failed).and_then(|savepoint| {
        let done = run_inside(&savepoint, watch, &mut steps);
        if let Ok(Ok(_)) = &done {
            savepoint.commit().map_err(failed)?;
        }
        Ok(done)
    });
    // A panic of a type's code costs this call, as any error does: what it wrote is undone with the savepoint.
    let done = done.and_then(|done| done.unwrap_or_else(Err));
    // Some errors end a transaction by themselves: a full disk does, and so does a write that is stopped.
    let ended = level.is_autocommit().then(|| match &done {
        Err(error) => error.clone(),
        Ok(_) => Error::database("the database ended it"),
    });
    if let Err((_, steps)) = reply.send((done, steps)) {
        // Nobody is there to be told.
        drop(let_go(steps));
    }
    ended.map_or(Ok(()), Err)
}
