//! Holds our answers against those that the real oslo.versionedobjects and Cinder gave.
//!
//! `cargo test -p conformance` runs every file of `data/`; names of files behind `--` run those alone. A difference is
//! a failure, unless one of the rules in `rules.rs` says what we answer instead, and why.
//!
//! With `interop` as its first argument the program is the Rust side of `tests/interop`.

#![allow(clippy::print_stdout, reason = "the counts are what it is for")]

mod arguments;
mod coerce;
mod data;
mod db;
mod divergences;
mod enforcement;
mod exceptions;
mod family_wire;
mod field_rules;
mod field_types;
mod fingerprints;
mod generated;
mod interop;
mod load_errors;
mod nulls;
mod objects;
mod ops;
#[path = "../../../versioned-object-derive/src/pytext.rs"]
mod pytext;
#[path = "../build/python.rs"]
mod python;
mod records;
mod report;
mod rules;
mod runs;
mod schema;
mod serializer;
#[path = "../build/specs.rs"]
mod specs;
mod synthetic;
mod values;
mod wire;

use std::panic::{self, AssertUnwindSafe};
use std::process::ExitCode;

use arguments::Arguments;
use report::{Outcome, Report};

type Run = fn(&mut Report);

/// What can be run, by name.
const FILES: &[(&str, Run)] = &[
    ("coerce", coerce::run),
    ("texts", coerce::run_texts),
    ("nulls", nulls::run),
    ("family_wire", family_wire::run),
    ("wire", wire::run),
    ("load_errors", load_errors::run),
    ("ops", ops::run),
    ("serializer", serializer::run),
    ("schema", schema::run),
    ("records", records::run),
    ("fingerprints", fingerprints::run),
    ("cinder_objects", fingerprints::run_published),
    ("db", db::run),
    ("db-postgres", db::run_postgres),
    ("db-mariadb", db::run_mariadb),
    ("published", fingerprints::run_files),
];

/// What is asked of the runner itself, by name.
const OWN: &[(&str, Run)] = &[("enforcement", enforcement::run), ("divergences", divergences::run)];

/// Whether the folder has the file that a run reads.
fn is_there(run: &str) -> bool {
    match run {
        "cinder_objects" => data::exists("cinder-objects-1.26"),
        // Every file that describes objects; and no file at all.
        "published" | "enforcement" | "divergences" => true,
        "db-postgres" | "db-mariadb" => data::exists("db"),
        run => data::exists(run),
    }
}

fn main() -> ExitCode {
    let given: Vec<_> = std::env::args().skip(1).collect();
    if let [command, rest @ ..] = &given[..]
        && command == "interop"
    {
        return interop::main(rest);
    }
    let arguments = Arguments::parse(given.into_iter());
    let chosen = FILES.iter().chain(OWN).filter(|(name, _)| arguments.choose(name));
    if arguments.list {
        chosen.for_each(|(name, _)| println!("{name}: test"));
        return ExitCode::SUCCESS;
    }
    let (mut passed, mut failed) = (0, 0);
    for (name, run) in chosen {
        // A folder of somebody else's may have some of the files; ours has all.
        if !data::is_own() && !is_there(name) {
            println!("{name}: not run, the folder has no file of it");
            continue;
        }
        if let Some(why) = db::missing(name) {
            println!("{name}: not run, {why}");
            continue;
        }
        let mut report = Report::new(name);
        // One file that cannot be run does not hide the others.
        if panic::catch_unwind(AssertUnwindSafe(|| run(&mut report))).is_err() {
            report.case(name, Outcome::Failed("it panicked".to_owned()));
        }
        // Other answers may need a rule in another file.
        let file = if name.starts_with("db-") { "db" } else { name };
        let listed = divergences::rules_of(Some(file).filter(|_| data::is_own()));
        report.close(&listed, data::is_own());
        print!("{report}");
        passed += report.passed() + report.diverged();
        failed += report.failed();
    }
    println!("conformance: {passed} passed, {failed} failed");
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
