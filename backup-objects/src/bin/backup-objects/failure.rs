//! Why a command did not do its job, and what it says of the bad ones among many.

use std::fmt::Display;
use std::io::{self, Write};

use versioned_object_core::Error;

/// Why a command did not do its job.
pub(crate) enum Failure {
    /// The data is bad: exit code 1, and messages that were written already.
    Data,
    /// The call is bad: exit code 2.
    Usage(String),
    /// Reading or writing failed: exit code 1.
    Io(io::Error),
    /// An object or the database says no: exit code 1.
    Object(Error),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Object(error)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// What a command says of the bad ones among many, while it goes on with the others.
pub(crate) struct Report<W> {
    errors: W,
    bad: bool,
}

impl<W: Write> Report<W> {
    pub(crate) fn new(errors: W) -> Self {
        Self { errors, bad: false }
    }

    /// Says what is wrong with one.
    pub(crate) fn error(&mut self, what: impl Display) -> io::Result<()> {
        self.bad = true;
        writeln!(self.errors, "error: {what}")
    }

    /// Says what else there is to know.
    pub(crate) fn note(&mut self, what: &str) -> io::Result<()> {
        writeln!(self.errors, "{what}")
    }

    pub(crate) fn is_bad(&self) -> bool {
        self.bad
    }

    /// What becomes of the command: it failed when one was bad.
    pub(crate) fn end(self) -> Result<(), Failure> {
        if self.bad { Err(Failure::Data) } else { Ok(()) }
    }
}
