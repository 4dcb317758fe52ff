//! The command line of the Backup family.

mod check;
mod demo;
mod fingerprints;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Cinder's backups as versioned objects.
#[derive(Parser)]
#[command(version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Show the main job on envelopes and records that Python wrote
    Demo,
    /// Read envelopes from standard input (one, an array, or one a line) and write them normalised, one a line
    Check(check::Options),
    /// Print the fingerprints of the objects
    Fingerprints(fingerprints::Options),
}

/// Why a command did not do its job.
enum Failure {
    /// The data is bad: exit code 1, and messages that were written already.
    Data,
    /// The call is bad: exit code 2.
    Usage(String),
    /// Reading or writing failed: exit code 1.
    Io(io::Error),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let mut out = io::stdout().lock();
    let done = match arguments.command {
        Command::Demo => demo::run(&mut out),
        Command::Check(options) => {
            check::run(&options, io::stdin().lock(), &mut out, &mut io::stderr().lock())
        }
        Command::Fingerprints(options) => fingerprints::run(&options, &mut out),
    };
    let flushed = out.flush().map_err(Failure::from);
    match done.and(flushed) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Data) => ExitCode::from(1),
        // Whoever reads the output has had enough: no failure.
        Err(Failure::Io(error)) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(Failure::Io(error)) => report(&error.to_string(), 1),
        Err(Failure::Usage(message)) => report(&message, 2),
    }
}

fn report(message: &str, code: u8) -> ExitCode {
    // Where standard error is closed, there is nobody to tell.
    drop(writeln!(io::stderr(), "error: {message}"));
    ExitCode::from(code)
}
