//! Random programs: the store and the model have to agree after every step.
//!
//! - `PROGRAMS=500` runs so many programs of each type instead of a few; `STEPS=200` makes them longer, and
//!   `SEED=7` begins elsewhere;
//! - `WITHOUT=bytes,keys` leaves out some of what programs do: `store_tests::program::features::FEATURES` says what
//!   there is, and `WITH=respelt` adds what is undecided yet (`UNDECIDED`);
//! - `ON=postgres` runs them on that database alone, instead of on all that are there;
//! - `SURVEY=1` goes on after a program that fails, and prints each difference once, with how many programs have it.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test that panics fails, and says why")]

use std::collections::BTreeMap;
use std::fmt::Write as _;

use databases::Kind;
use store_tests::ground::Ground;
use store_tests::model::shape::Subject;
use store_tests::objects::{Job, Line, Tally};
use store_tests::program::features::Features;
use store_tests::program::{Failed, Part, program, run, shrink};

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|text| text.parse().unwrap())
}

/// A failed program, made short, as it is reported.
fn report<T: Subject>(
    ground: &Ground,
    seed: u64,
    parts: &[Part],
    features: &Features,
    loose: bool,
    failed: &Failed,
) -> String {
    let (parts, failed) = shrink::<T>(ground, parts, features, loose, failed);
    let table = if loose { "a loose table" } else { "a strict table" };
    let mut text = format!(
        "{} {seed} on {:?}, {} steps on {table}: {}\n  {}\n",
        T::SHAPE.object,
        ground.kind,
        parts.len(),
        failed.failure.what,
        failed.failure.how
    );
    for line in failed.log {
        writeln!(text, "    {line}").unwrap();
    }
    text
}

fn programs<T: Subject>(few: u64) {
    for kind in kinds() {
        // A server is asked over a network, and does the same.
        let few = if kind == Kind::Sqlite { few } else { few / 4 };
        programs_on::<T>(&Ground::new(kind), few);
    }
}

/// The databases that programs run on: all that are there, or the one that is asked for.
fn kinds() -> Vec<Kind> {
    let mut kinds = Kind::all();
    if let Ok(name) = std::env::var("ON") {
        kinds.retain(|kind| format!("{kind:?}").eq_ignore_ascii_case(&name));
        assert!(!kinds.is_empty(), "{name} is not there");
    }
    kinds
}

fn programs_on<T: Subject>(ground: &Ground, few: u64) {
    let first = number("SEED").unwrap_or(1);
    let count = number("PROGRAMS").unwrap_or(few);
    let steps = usize::try_from(number("STEPS").unwrap_or(40)).unwrap();
    let names = |name: &str| std::env::var(name).unwrap_or_default();
    let features = Features::new(&names("WITHOUT"), &names("WITH"));
    let survey = std::env::var_os("SURVEY").is_some();
    let mut found: BTreeMap<String, (Vec<u64>, String)> = BTreeMap::new();
    for seed in first..first + count {
        let (parts, loose) = (program(seed, steps), seed % 3 == 0);
        let Err(failed) = run::<T>(ground, &parts, &features, loose) else { continue };
        assert!(survey, "{}", report::<T>(ground, seed, &parts, &features, loose, &failed));
        let known = found.entry(failed.failure.what.clone()).or_default();
        if known.0.is_empty() {
            known.1 = report::<T>(ground, seed, &parts, &features, loose, &failed);
        }
        known.0.push(seed);
    }
    for (seeds, text) in found.values() {
        println!("{} of {count} programs, first {:?}: {text}", seeds.len(), &seeds[..seeds.len().min(5)]);
    }
    assert!(found.is_empty(), "{} differences", found.len());
}

#[test]
fn jobs() {
    programs::<Job>(100);
}

#[test]
fn lines() {
    programs::<Line>(60);
}

#[test]
fn tallies() {
    programs::<Tally>(60);
}
