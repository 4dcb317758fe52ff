//! What reading depends on besides the data.

use std::fmt;

use crate::base::context::Context;
use crate::base::error::{Error, Path, Result};
use crate::describe::registry::Registry;
use crate::primitive::limits::{Limits, Mode, NewerFields, UnknownFields};

/// What reading depends on besides the data.
pub struct ReadContext<'r> {
    pub(crate) mode: Mode,
    pub(crate) unknown: UnknownFields,
    pub(crate) context: Option<Context>,
    pub(crate) registry: Option<&'r Registry>,
    /// Where errors in fields are collected, instead of ending the reading at the first.
    pub(crate) collected: Option<Vec<Error>>,
    pub(crate) limits: Limits,
    /// What is done with fields that the version on the envelope does not have.
    pub(crate) newer: NewerFields,
    /// Whether each object is raised to the version of its type.
    pub(crate) upgrade: bool,
    /// How many lists and maps are open here.
    pub(crate) depth: usize,
    /// How many values that were gone past at first are read here, in one another.
    pub(crate) again: usize,
    /// How many elements of lists and entries of maps were read.
    pub(crate) elements: usize,
    /// Whether what is read is kept as it is, so that it has to have a form in JSON.
    pub(crate) only_finite: bool,
    /// Whether what is read becomes JSON that nobody knows more of, so that no object may be in it.
    pub(crate) only_plain: bool,
    pub(crate) parked: Option<Error>,
}

/// How many errors are collected at most.
const MOST_ERRORS: usize = 1_000;

impl ReadContext<'_> {
    pub(crate) fn new(mode: Mode) -> Self {
        let limits = match mode {
            // One context reads many values of Rust code, one after the other.
            Mode::Assign => Limits { elements: usize::MAX, ..Limits::default() },
            Mode::Envelope | Mode::Plain => Limits::default(),
        };
        Self {
            mode,
            unknown: UnknownFields::Ignore,
            context: None,
            registry: None,
            collected: None,
            limits,
            newer: NewerFields::default(),
            upgrade: false,
            depth: 0,
            again: 0,
            elements: 0,
            only_finite: false,
            only_plain: false,
            parked: None,
        }
    }

    /// Reads what is in a list or a map, which is one level deeper than where that stands.
    pub(crate) fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        if self.depth >= self.limits.depth {
            return Err(Error::beyond(self.limits.depth, "levels of nesting"));
        }
        self.depth += 1;
        let result = read(self);
        self.depth -= 1;
        result
    }

    /// Counts an element of a list, or an entry of a map.
    pub(crate) fn count(&mut self) -> Result<()> {
        self.count_all(1)
    }

    /// Counts as many elements of lists and entries of maps.
    #[inline]
    pub(crate) fn count_all(&mut self, elements: usize) -> Result<()> {
        self.elements += elements;
        if self.elements > self.limits.elements {
            return Err(Error::beyond(self.limits.elements, "elements"));
        }
        Ok(())
    }

    /// How many elements were counted so far.
    pub(crate) fn counted(&self) -> usize {
        self.elements
    }

    /// Forgets elements that were counted: they are about to be read once more.
    pub(crate) fn uncount(&mut self, elements: usize) {
        self.elements = self.elements.saturating_sub(elements);
    }

    /// Goes on after an error where errors are collected; ends with it elsewhere, and where it goes too far.
    pub(crate) fn note(&mut self, result: Result<()>) -> Result<()> {
        match (result, &mut self.collected) {
            (Err(error @ Error::LimitExceeded { .. }), _) => Err(error),
            (Err(error), Some(collected)) if collected.len() < MOST_ERRORS => {
                collected.push(error);
                Ok(())
            }
            (result, _) => result,
        }
    }

    /// Does what `read` does, and puts `at` before the path of its error and of the errors it collected.
    pub(crate) fn within<T>(
        &mut self,
        at: impl Fn(Error) -> Error,
        read: impl FnOnce(&mut Self) -> Result<T>,
    ) -> Result<T> {
        let before = self.collected.as_ref().map_or(0, Vec::len);
        let result = read(self);
        if let Some(collected) = &mut self.collected {
            for error in collected.iter_mut().skip(before) {
                *error = at(error.clone());
            }
        }
        result.map_err(at)
    }

    /// Keeps our error while serde carries an empty one of its own.
    pub(crate) fn park<E: serde::de::Error>(&mut self, error: Error) -> E {
        self.parked = Some(error);
        E::custom("see the parked error")
    }

    /// Our error behind one of serde's, or serde's own: a syntax error.
    pub(crate) fn unpark<E: fmt::Display>(&mut self, error: &E) -> Error {
        self.parked
            .take()
            .unwrap_or_else(|| Error::Json { path: Path::default(), message: error.to_string() })
    }
}
