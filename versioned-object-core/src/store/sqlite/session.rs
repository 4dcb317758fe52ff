//! Transactions that last longer than one call.

use std::sync::{Arc, mpsc};
use std::time::Instant;

use futures_channel::oneshot;
use rusqlite::{Transaction, TransactionBehavior};

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
    End(bool, oneshot::Sender<Result<()>>),
}

/// A transaction, as its holder has it.
pub(crate) struct SqliteSession {
    pub(crate) requests: mpsc::Sender<Request>,
    pub(crate) fate: Arc<Fate>,
    /// What says that there are transactions.
    pub(crate) _held: Arc<()>,
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
    loop {
        match receive(&inbox, settings, begun) {
            Ok(Request::Run(steps, ticket, reply)) => {
                let goes_on = run(&mut transaction, watch, fate, (steps, ticket, reply));
                if !goes_on {
                    return;
                }
            }
            Ok(Request::End(commit, reply)) => {
                let ended = if commit { transaction.commit() } else { transaction.rollback() };
                return drop(reply.send(ended.map_err(failed)));
            }
            Err(Some(why)) => return fate.rolled_back(&why),
            Err(None) => return,
        }
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

/// Carries out steps, all of them or none, and says whether the transaction goes on.
fn run(transaction: &mut Transaction<'_>, watch: &Watch, fate: &Fate, call: Call) -> bool {
    let (mut steps, ticket, reply) = call;
    watch.call(&ticket);
    let done = transaction.savepoint().map_err(failed).and_then(|savepoint| {
        let done = run_inside(&savepoint, watch, &mut steps);
        if let Ok(Ok(_)) = &done {
            savepoint.commit().map_err(failed)?;
        }
        Ok(done)
    });
    // A panic of a type's code costs this call, as any error does: what it wrote is undone with the savepoint.
    let done = done.and_then(|done| done.unwrap_or_else(Err));
    // Some errors end a transaction by themselves: a full disk does, and so does a write that is stopped.
    let goes_on = !transaction.is_autocommit();
    if let (false, Err(error)) = (goes_on, &done) {
        fate.rolled_back(error);
    }
    if let Err((_, steps)) = reply.send((done, steps)) {
        // Nobody is there to be told.
        drop(let_go(steps));
    }
    goes_on
}
