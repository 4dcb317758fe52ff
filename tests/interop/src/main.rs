//! The Rust side of `tests/interop/rows`: backups in a database that Cinder made, read and written as the lines on
//! standard input ask for. `tests/interop/rows_peer.py` runs it, with the real Cinder at the same database.
//!
//!     interop-rows URL [wal]
//!
//! Each line is a call, `{"call": NAME, …}`, and is answered by one line: `{"ok": …}` or `{"error": KIND, "message": …}`.

mod calls;
mod form;
mod together;

use std::io::{self, BufRead, Write};
use std::process::ExitCode;

use pollster::block_on;
use serde_json::{Value as Json, json};
use versioned_object_core::prelude::*;
use versioned_object_core::store::{JournalMode, Server, Sqlite, Synchronous};

/// Whether a write is on the disk when the power fails is not asked here, and takes long.
fn open(url: &str, journal: Option<&str>) -> Result<Store> {
    if !url.starts_with("sqlite:") {
        return block_on(Server::url(url)?.open());
    }
    let sqlite = Sqlite::url(url)?.synchronous(Synchronous::Off);
    if journal == Some("wal") { sqlite.journal_mode(JournalMode::Wal).open() } else { sqlite.open() }
}

fn answer(store: &Store, line: &str) -> Json {
    let done = match serde_json::from_str::<Json>(line) {
        Ok(call) if call["call"] == "together" => together::run(store, &call),
        Ok(call) => block_on(calls::run(store, &call)),
        Err(error) => Err(Error::invalid_input(error.to_string())),
    };
    match done {
        Ok(value) => json!({"ok": value}),
        Err(error) => form::error(&error),
    }
}

fn serve(url: &str, journal: Option<&str>) -> Result<(), Box<dyn std::error::Error>> {
    let store = open(url, journal)?;
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        writeln!(out, "{}", answer(&store, &line?))?;
        out.flush()?;
    }
    Ok(())
}

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let Some(url) = arguments.next() else { return ExitCode::from(2) };
    match serve(&url, arguments.next().as_deref()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // There is nobody else to tell.
            drop(writeln!(io::stderr(), "{error}"));
            ExitCode::FAILURE
        }
    }
}
