//! The command line of the Backup family.

mod check;
mod convert;
mod database;
mod demo;
mod export;
mod failure;
mod filter;
mod fingerprints;
mod import;
mod input;
mod migration;
mod progress;
mod purge;
mod reference;
mod rows;
mod schema;
mod show;

use std::env;
use std::io::{self, Write};
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{Parser, Subcommand};
use versioned_object_core::escaped;

use crate::failure::{Failure, here, is_closed};

/// What the program ends with, as [`Failure`] says.
const EXIT_CODES: &str = "\
Exit codes:
  0  the command did its job
  1  the data is bad, or reading, writing or the database failed: messages on standard error say what
  2  the call is bad: an argument, a URL; so is `purge` without `--yes`, which says how many it would remove";

/// Cinder's backups as versioned objects.
#[derive(Parser)]
#[command(version, about, after_help = EXIT_CODES)]
struct Arguments {
    /// The database: `sqlite:FILE`, or a URL as SQLAlchemy or sqlx read it; `?mode=ro` only reads. Built with the features
    /// `postgres` and `mysql`, it takes `postgres://…` and `mysql://…` too
    #[arg(
        long,
        global = true,
        value_name = "URL",
        env = "DATABASE_URL",
        hide_env_values = true,
        default_value = "sqlite:backups.sqlite"
    )]
    db: String,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Show the main job on envelopes and records that Python wrote
    Demo,
    /// Make the tables of the database, or check those that are there
    Init(rows::Init),
    /// Store a backup: a JSON object of fields from standard input, its envelope to standard output. It is given its id;
    /// `import` stores backups under theirs
    Create,
    /// List backups
    List(rows::List),
    /// Show one backup
    Show(rows::Show),
    /// Change fields of a backup
    Set(rows::Set),
    /// Delete backups: mark their rows
    Delete {
        /// The backups
        #[arg(value_name = "ID", required = true)]
        ids: Vec<String>,
    },
    /// Remove deleted backups for good
    Purge(purge::Purge),
    /// Write backups as records, one a line
    Export(export::Export),
    /// Store the records of standard input, one a line
    Import(import::Import),
    /// Read envelopes from standard input (one, an array, or one a line) and write them normalised, one a line
    Check(check::Options),
    /// Read envelopes from standard input, one a line, and write them at older versions
    Convert(convert::Options),
    /// Print the fingerprints of the objects
    Fingerprints(fingerprints::Options),
    /// Print the JSON Schema of an object
    Schema(schema::Options),
    /// Print or write what there is to know of the objects: a page for each module
    Reference(reference::Options),
}

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return refuse(error),
    };
    // What they write is all that comes of them, and is taken for whole.
    let is_written = matches!(arguments.command, Command::Convert(_) | Command::Export(_));
    if is_written && is_closed() {
        return fail("standard output is closed", 1);
    }
    // And where nothing is done besides, whoever reads no further has what he wanted.
    let is_only_told = match &arguments.command {
        Command::Init(options) => options.is_only_told(),
        Command::Reference(options) => options.is_only_told(),
        Command::Create
        | Command::Set(_)
        | Command::Delete { .. }
        | Command::Purge(_)
        | Command::Import(_) => false,
        _ => true,
    };
    let mut out = io::stdout().lock();
    let db = arguments.db.as_str();
    let done = match arguments.command {
        Command::Demo => demo::run(&mut out),
        Command::Check(options) => {
            check::run(&options, io::stdin().lock(), &mut out, &mut io::stderr().lock())
        }
        Command::Convert(options) => {
            convert::run(&options, io::stdin().lock(), &mut out, &mut io::stderr().lock())
        }
        Command::Fingerprints(options) => fingerprints::run(&options, &mut out),
        Command::Schema(options) => schema::run(&options, &mut out),
        Command::Reference(options) => reference::run(&options, &mut out),
        Command::Init(options) => rows::init(db, &options, &mut out),
        Command::Create => rows::create(db, io::stdin().lock(), &mut out),
        Command::List(options) => rows::list(db, &options, &mut out, &mut io::stderr().lock()),
        Command::Show(options) => rows::show(db, &options, &mut out, &mut io::stderr().lock()),
        Command::Set(options) => rows::set(db, &options, &mut out),
        Command::Delete { ids } => rows::delete(db, &ids, &mut out, &mut io::stderr().lock()),
        Command::Purge(options) => purge::purge(db, &options, &mut out),
        Command::Export(options) => export::export(db, &options, &mut out, &mut io::stderr()),
        Command::Import(options) => {
            import::import(db, &options, io::stdin().lock(), &mut out, &mut io::stderr())
        }
    };
    let flushed = out.flush().map_err(Failure::from);
    match done.and(flushed) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Data) => ExitCode::from(1),
        Err(Failure::Io(error)) if is_only_told && error.kind() == io::ErrorKind::BrokenPipe => {
            ExitCode::SUCCESS
        }
        Err(Failure::Io(error)) => fail(&error.to_string(), 1),
        Err(Failure::Object(error)) => fail(&error.to_string(), 1),
        Err(Failure::Usage(message)) => fail(&message, 2),
    }
}

fn fail(message: &str, code: u8) -> ExitCode {
    // Where standard error is closed, there is nobody to tell.
    drop(writeln!(io::stderr(), "error: {}", escaped(&here(message))));
    ExitCode::from(code)
}

/// How many characters of an argument stand in a message about it.
const SHOWN: usize = 200;

/// Says what is wrong with the arguments, or what was asked about them. What clap quotes, it quotes as it came: so it is
/// asked once more, about the arguments as they can be shown.
fn refuse(error: clap::Error) -> ExitCode {
    let given: Vec<String> = env::args_os().map(|one| one.to_string_lossy().into_owned()).collect();
    let shown = |one: &String| {
        let escaped = escaped(one);
        let cut: String = escaped.chars().take(SHOWN).collect();
        if cut.len() < escaped.len() { cut + "…" } else { cut }
    };
    let shown: Vec<String> = given.iter().map(shown).collect();
    let is_quoted = shown != given && error.kind() != ErrorKind::InvalidUtf8;
    let error = if is_quoted { Arguments::try_parse_from(shown).err() } else { Some(error) };
    let Some(error) = error else {
        return fail("an argument has characters that cannot be shown, or too many", 2);
    };
    let code = error.exit_code();
    match error.print().and_then(|()| io::stdout().flush()) {
        // What was asked for is not there.
        Err(error) if code == 0 && error.kind() != io::ErrorKind::BrokenPipe => fail(&error.to_string(), 1),
        _ => ExitCode::from(u8::try_from(code).unwrap_or(2)),
    }
}
