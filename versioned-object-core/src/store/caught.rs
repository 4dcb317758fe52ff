//! Panics of what may be code of a type, which cost one call and no more.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::base::error::{Error, Result};
use crate::base::shown;

/// Runs what may be code of a type, and makes an error of its panic.
pub(crate) fn guarded<T>(work: impl FnOnce() -> T) -> Result<T> {
    catch_unwind(AssertUnwindSafe(work)).map_err(panicked)
}

/// Lets go of what may be code of a type.
#[cfg(any(feature = "sqlite", feature = "postgres", feature = "mysql"))]
pub(crate) fn let_go(what: impl IntoIterator) -> Result<()> {
    let mut done = Ok(());
    for one in what {
        // One after the other: a panic while another is under way would end the program.
        done = done.and(guarded(|| drop(one)));
    }
    done
}

fn panicked(payload: Box<dyn Any + Send>) -> Error {
    let told = |text: &str| {
        let text = shown::kept(text, shown::VALUE);
        Error::database(format_args!("code of a type panicked: {text}"))
    };
    let payload = match payload.downcast::<String>() {
        Ok(text) => return told(&text),
        Err(payload) => payload,
    };
    match payload.downcast::<&'static str>() {
        Ok(text) => told(&text),
        Err(payload) => {
            // It may panic again when it goes.
            std::mem::forget(payload);
            Error::database("code of a type panicked")
        }
    }
}
