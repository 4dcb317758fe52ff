//! What stops a statement: nobody waits for it, or it takes too long.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use rusqlite::Connection;

use crate::base::error::{Error, Result};
use crate::store::sqlite::failure::failed;

/// How many of its instructions SQLite carries out between two looks: some microseconds.
const INSTRUCTIONS: i32 = 1000;

/// Whether somebody waits for the answer of a call.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ticket(Arc<AtomicBool>);

impl Ticket {
    pub(crate) fn is_given_up(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// Who waits: when it goes, the ticket is given up.
    pub(crate) fn waiter(&self) -> Waiter {
        Waiter(self.clone())
    }
}

/// Who waits for the answer of a call.
#[derive(Debug)]
pub(crate) struct Waiter(Ticket);

impl Drop for Waiter {
    fn drop(&mut self) {
        self.0.0.store(true, Ordering::Relaxed);
    }
}

/// Looks at what a connection does, while it does it.
#[derive(Clone, Debug)]
pub(crate) struct Watch {
    state: Arc<Mutex<State>>,
    /// How long a statement may take.
    timeout: Option<Duration>,
}

#[derive(Debug, Default)]
struct State {
    /// The call that is carried out.
    ticket: Option<Ticket>,
    /// When its statement has to be at its end.
    statement: Option<Instant>,
    /// When its transaction has to be at its end, and how long that was from its beginning.
    transaction: Option<(Instant, Duration)>,
}

impl State {
    fn is_given_up(&self) -> bool {
        self.ticket.as_ref().is_some_and(Ticket::is_given_up)
    }

    fn has_to_stop(&self) -> bool {
        if self.is_given_up() {
            return true;
        }
        let first = match (self.statement, self.transaction) {
            (Some(statement), Some((transaction, _))) => Some(statement.min(transaction)),
            (statement, transaction) => statement.or(transaction.map(|(transaction, _)| transaction)),
        };
        first.is_some_and(|deadline| Instant::now() >= deadline)
    }
}

impl Watch {
    /// Sets up a watch over a connection.
    pub(crate) fn over(connection: &Connection, timeout: Option<Duration>) -> Result<Self> {
        let watch = Self { state: Arc::default(), timeout };
        let looks = watch.clone();
        connection
            .progress_handler(INSTRUCTIONS, Some(move || looks.state().has_to_stop()))
            .map_err(failed)?;
        Ok(watch)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A call begins, for whoever has the ticket.
    pub(crate) fn call(&self, ticket: &Ticket) {
        self.state().ticket = Some(ticket.clone());
    }

    /// A transaction of several calls begins, and may take so long.
    pub(crate) fn transaction(&self, timeout: Option<Duration>) {
        self.state().transaction =
            timeout.and_then(|limit| Some((Instant::now().checked_add(limit)?, limit)));
    }

    /// A statement begins.
    ///
    /// # Errors
    /// When none may any more.
    pub(crate) fn statement(&self) -> Result<()> {
        let mut state = self.state();
        state.statement = self.timeout.and_then(|limit| Instant::now().checked_add(limit));
        if state.has_to_stop() {
            drop(state);
            return Err(self.why());
        }
        Ok(())
    }

    /// The call is at its end: what follows, a commit or its contrary, is not stopped.
    pub(crate) fn rest(&self) {
        let mut state = self.state();
        state.ticket = None;
        state.statement = None;
    }

    /// Nothing is under way any more.
    pub(crate) fn end(&self) {
        *self.state() = State::default();
    }

    /// Why a statement was stopped.
    pub(crate) fn why(&self) -> Error {
        let state = self.state();
        if state.is_given_up() {
            return Error::database("nobody waits for the answer any more");
        }
        match (state.transaction, self.timeout) {
            (Some((deadline, limit)), _) if Instant::now() >= deadline => {
                Error::database(format_args!("the transaction took longer than {limit:?}"))
            }
            (_, Some(limit)) => Error::database(format_args!("a statement took longer than {limit:?}")),
            _ => Error::database("a statement was stopped"),
        }
    }
}
