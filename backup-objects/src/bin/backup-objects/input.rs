//! Input, bounded before memory is.

use std::io::{BufRead, Read};

use versioned_object_core::wire::Limits;
use versioned_object_core::{Error, Path};

use crate::failure::Failure;

/// How many bytes a text may have, be it all of the input or a line of it: what a reader takes.
const LONGEST: usize = Limits::DEFAULT.size;

/// The mark that some programs put before a text in UTF-8.
const MARK: &[u8] = "\u{feff}".as_bytes();

/// The error for more than there may be.
pub(crate) fn beyond(limit: usize, what: &'static str) -> Error {
    Error::LimitExceeded { path: Path::default(), limit, what }
}

/// All of the input.
pub(crate) fn whole(input: impl Read) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    input.take(bound()).read_to_end(&mut bytes)?;
    if bytes.len() > LONGEST {
        return Err(beyond(LONGEST, "bytes of input").into());
    }
    Ok(text(bytes, None)?)
}

/// As many bytes as are read of a text: one more than it may have.
fn bound() -> u64 {
    u64::try_from(LONGEST).map_or(u64::MAX, |longest| longest.saturating_add(1))
}

/// The bytes as a text; where they are none, the error says where. `line` is the line that they are, if they are one.
fn text(mut bytes: Vec<u8>, line: Option<usize>) -> Result<String, Error> {
    if line.is_none_or(|line| line == 1) && bytes.starts_with(MARK) {
        bytes.drain(..MARK.len());
    }
    String::from_utf8(bytes).map_err(|error| {
        let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let column = 1 + good.iter().rev().take_while(|byte| **byte != b'\n').count();
        match line {
            Some(_) => Error::invalid(format!("not UTF-8 at column {column}")),
            None => {
                let line = 1 + good.split(|byte| *byte == b'\n').skip(1).count();
                Error::invalid(format!("line {line}: the input is not UTF-8 at column {column}"))
            }
        }
    })
}

/// What is said of a text that is a line: which it is, is said before, and not once more.
pub(crate) fn in_line(error: &Error) -> String {
    let text = error.to_string();
    match (error, text.rsplit_once(" at line 1 column ")) {
        (Error::Json { .. }, Some((what, column))) => format!("{what} at column {column}"),
        _ => text,
    }
}

/// The lines that are not blank, with their numbers. A line that is too long is the last, whatever comes behind it, and
/// so is one that cannot be read.
pub(crate) fn lines<R: BufRead>(input: R) -> Lines<R> {
    Lines { input, number: 0, ended: false }
}

/// See [`lines`].
pub(crate) struct Lines<R> {
    input: R,
    number: usize,
    ended: bool,
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = (usize, Result<String, Error>);

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            let mut bytes = Vec::new();
            match (&mut self.input).take(bound()).read_until(b'\n', &mut bytes) {
                Ok(0) => self.ended = true,
                Ok(_) => {
                    self.number += 1;
                    if bytes.last() == Some(&b'\n') {
                        bytes.pop();
                    }
                    if bytes.len() > LONGEST {
                        self.ended = true;
                        return Some((self.number, Err(beyond(LONGEST, "bytes in a line"))));
                    }
                    match text(bytes, Some(self.number)) {
                        Ok(text) if text.trim().is_empty() => {}
                        line => return Some((self.number, line)),
                    }
                }
                Err(error) => {
                    self.ended = true;
                    return Some((self.number + 1, Err(Error::invalid(format!("reading failed: {error}")))));
                }
            }
        }
        None
    }
}
