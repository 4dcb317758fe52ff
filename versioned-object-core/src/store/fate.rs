//! What became of a transaction that lasts longer than one call.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::base::error::Error;

/// What became of a transaction.
#[derive(Default)]
pub(crate) struct Fate {
    /// Whether its holder has ended it.
    over: AtomicBool,
    /// Why it was rolled back before its holder ended it.
    why: OnceLock<Error>,
}

impl Fate {
    /// Its holder ends it.
    pub(crate) fn end(&self) {
        self.over.store(true, Ordering::Release);
    }

    /// Whether its holder has ended it.
    pub(crate) fn is_over(&self) -> bool {
        self.over.load(Ordering::Acquire)
    }

    /// Why nothing more is done in it.
    pub(crate) fn told(&self) -> Error {
        self.why.get().cloned().unwrap_or_else(over)
    }

    /// It was rolled back before its holder ended it.
    pub(crate) fn rolled_back(&self, why: &Error) {
        // Only once: the first reason is the one.
        drop(self.why.set(rolled_back(why)));
    }
}

fn over() -> Error {
    Error::database("the transaction is over")
}

fn rolled_back(why: &Error) -> Error {
    match why {
        Error::Database { reason } => {
            Error::database(format_args!("the transaction was rolled back: {reason}"))
        }
        why => Error::database(format_args!("the transaction was rolled back: {why}")),
    }
}
