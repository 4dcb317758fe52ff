//! Why a command did not do its job, and what it says of the bad ones among many.

use std::fmt::Display;
use std::io::{self, Write};
use std::path::Path;

use versioned_object_core::{Error, escaped};

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

/// What becomes of a command that could not use a file or a folder: the error names it.
pub(crate) fn named(path: &Path, error: io::Error) -> Failure {
    Failure::Io(io::Error::new(error.kind(), format!("{}: {error}", path.display())))
}

/// What becomes of a command that has done its job, and then had to say so.
///
/// # Errors
/// When it could not be said: the error tells what is done all the same.
pub(crate) fn said(done: impl Display, written: io::Result<()>) -> Result<(), Failure> {
    written.map_err(|error| {
        let text = format!("{done}, but that could not be written: {error}");
        Failure::Io(io::Error::new(error.kind(), text))
    })
}

/// How many errors are told one by one.
const MOST: usize = 1_000;

/// What a command says of the bad ones among many, while it goes on with the others.
pub(crate) struct Report<W> {
    errors: W,
    bad: usize,
    /// Why the first could not be told that was not.
    untold: Option<io::Error>,
}

impl<W: Write> Report<W> {
    pub(crate) fn new(errors: W) -> Self {
        Self { errors, bad: 0, untold: None }
    }

    /// Says what is wrong with one.
    pub(crate) fn error(&mut self, what: impl Display) {
        self.bad += 1;
        if self.bad <= MOST {
            self.tell(&format!("error: {}", here(&what.to_string())));
        }
    }

    /// Says what else there is to know.
    pub(crate) fn note(&mut self, what: &str) {
        self.tell(what);
    }

    /// Where it cannot be told what is wrong, the work goes on, and fails at its end.
    fn tell(&mut self, what: &str) {
        match writeln!(self.errors, "{}", escaped(what)) {
            // Nobody wants to know.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {}
            Err(error) => drop(self.untold.get_or_insert(error)),
            Ok(()) => {}
        }
    }

    pub(crate) fn is_bad(&self) -> bool {
        self.bad > 0
    }

    /// What becomes of the command: it failed when one was bad, or could not be told.
    pub(crate) fn end(mut self) -> Result<(), Failure> {
        if self.bad > MOST {
            let more = self.bad - MOST;
            self.tell(&format!("error: and {more} more"));
        }
        match self.untold {
            Some(error) => Err(error.into()),
            None if self.bad > 0 => Err(Failure::Data),
            None => Ok(()),
        }
    }
}

/// What the library says to programs, and what does it here.
const ADVICE: [(&str, &str); 4] = [
    ("`create_table` makes it", "`init` makes it"),
    (
        "`plan` says what brings it there, and `migrate` does it",
        "`init --plan` says what brings it there, and `init --migrate` does it",
    ),
    ("is not done: `plan` says", "is not done: `init --plan` says"),
    (" (`adopt_table` says so of one)", ""),
];

/// A message of the library, with commands in its advice.
pub(crate) fn here(message: &str) -> String {
    ADVICE.iter().fold(message.to_owned(), |message, (there, here)| message.replace(there, here))
}

/// Whether standard output was closed when the program began. Rust opens `/dev/null` in its place, for reading too;
/// a shell that is told `> /dev/null` opens it for writing alone. Some programs open it for both, to start others with.
#[cfg(target_os = "linux")]
pub(crate) fn is_closed() -> bool {
    use std::os::unix::fs::PermissionsExt;
    let out = std::path::Path::new("/proc/self/fd/1");
    let is_null = std::fs::read_link(out).is_ok_and(|file| file.as_os_str() == "/dev/null");
    is_null && out.symlink_metadata().is_ok_and(|link| link.permissions().mode() & 0o400 != 0)
}

#[cfg(not(target_os = "linux"))]
pub(crate) fn is_closed() -> bool {
    false
}
