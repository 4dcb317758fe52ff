//! The one place where mistakes are collected.

use std::cell::{Cell, RefCell};
use std::fmt::Display;
use std::thread;

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;

/// Collects every mistake of a stage, so that a user sees all of them at once.
///
/// It must be given to [`Ctxt::check`]; dropping it unchecked panics, because that would lose mistakes.
pub(crate) struct Ctxt {
    errors: RefCell<Option<Vec<syn::Error>>>,
    is_told: Cell<bool>,
}

impl Ctxt {
    /// An empty context.
    pub(crate) fn new() -> Self {
        Self { errors: RefCell::new(Some(Vec::new())), is_told: Cell::new(false) }
    }

    /// Adds a mistake at a span.
    pub(crate) fn error(&self, span: Span, message: impl Display) {
        self.push(syn::Error::new(span, message));
    }

    /// Adds a mistake that covers all of some tokens.
    pub(crate) fn error_at(&self, tokens: impl ToTokens, message: impl Display) {
        self.push(syn::Error::new_spanned(tokens, message));
    }

    /// Adds a mistake made of two places: the second has the message, which says in which line the first is, as `note`.
    pub(crate) fn error_twice(&self, second: Span, message: impl Display, first: Span, note: impl Display) {
        self.push(syn::Error::new(second, with_first(&message, second, first, note)));
    }

    /// Adds a mistake that is already an error of syn.
    pub(crate) fn push(&self, error: syn::Error) {
        if let Some(errors) = self.errors.borrow_mut().as_mut() {
            errors.push(error);
        }
    }

    /// Remembers that there is a mistake of which the compiler tells on its own.
    pub(crate) fn told_by_the_compiler(&self) {
        self.is_told.set(true);
    }

    /// How many mistakes there are by now.
    pub(crate) fn count(&self) -> usize {
        self.errors.borrow().as_ref().map_or(0, Vec::len)
    }

    /// Ends the stage: an error with everything that was collected, if anything was.
    pub(crate) fn check(self) -> Result<(), Errors> {
        match self.errors.borrow_mut().take() {
            Some(errors) if !errors.is_empty() || self.is_told.get() => Err(Errors(errors)),
            _ => Ok(()),
        }
    }
}

/// A message about two places, with the line of the first where that is another one.
pub(crate) fn with_first(message: &dyn Display, second: Span, first: Span, note: impl Display) -> String {
    match (line(second), line(first)) {
        (Some(second), Some(first)) if second != first => format!("{message} ({note} in line {first})"),
        _ => message.to_string(),
    }
}

/// The line in which a token begins; none outside of the compiler.
fn line(span: Span) -> Option<usize> {
    proc_macro::is_available().then(|| span.unwrap().line())
}

impl Drop for Ctxt {
    fn drop(&mut self) {
        assert!(
            thread::panicking() || self.errors.get_mut().is_none(),
            "a context of errors was not checked: this is a bug in versioned-object-derive"
        );
    }
}

/// The mistakes of a stage.
pub(crate) struct Errors(Vec<syn::Error>);

impl Errors {
    /// One `compile_error!` for each mistake.
    pub(crate) fn to_compile_errors(&self) -> TokenStream {
        self.0.iter().map(syn::Error::to_compile_error).collect()
    }

    /// The messages, notes included, in the order they were found.
    #[cfg(test)]
    pub(crate) fn messages(self) -> Vec<String> {
        self.0.into_iter().flatten().map(|error| error.to_string()).collect()
    }
}
