//! What came of the cases of one file.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde_json::Value as Json;

use crate::rules::Rule;

/// How many failures of a file are printed.
const PRINTED: usize = 20;

/// What came of one case.
pub(crate) enum Outcome {
    /// The same answer.
    Passed,
    /// Another answer, the one that the rule says.
    Diverged(&'static Rule),
    /// Not run, and why.
    Skipped(&'static str),
    /// Another answer.
    Failed(String),
}

impl Outcome {
    /// What the comparison gives: `expected` is the real answer; `ours` is what the rule makes of it, where one holds.
    pub(crate) fn of(expected: &Json, ours: Option<(&'static Rule, &Json)>, found: &Json) -> Self {
        match ours {
            Some((rule, ours)) if ours != expected => match difference(ours, found) {
                None => Self::Diverged(rule),
                Some(difference) => Self::Failed(format!("by the rule `{}`: {difference}", rule.name)),
            },
            _ => difference(expected, found).map_or(Self::Passed, Self::Failed),
        }
    }
}

/// The one rule that holds for a value; two are an error.
pub(crate) fn one_of<T>(
    rules: impl IntoIterator<Item = (&'static Rule, T)>,
) -> Result<Option<(&'static Rule, T)>, String> {
    let mut rules = rules.into_iter();
    let first = rules.next();
    match (&first, rules.next()) {
        (Some((one, _)), Some((other, _))) => {
            Err(format!("the rules `{}` and `{}` overlap", one.name, other.name))
        }
        _ => Ok(first),
    }
}

/// Where two values first differ.
pub(crate) fn difference(expected: &Json, found: &Json) -> Option<String> {
    match (expected, found) {
        (Json::Object(left), Json::Object(right)) => {
            let keys = left.keys().chain(right.keys().filter(|key| !left.contains_key(*key)));
            keys.into_iter().find_map(|key| match (left.get(key), right.get(key)) {
                (Some(left), Some(right)) => difference(left, right).map(|text| format!(".{key}{text}")),
                (Some(left), None) => Some(format!(".{key}: expected {left}, got nothing")),
                (None, right) => {
                    Some(format!(".{key}: expected nothing, got {}", right.unwrap_or(&Json::Null)))
                }
            })
        }
        (Json::Array(left), Json::Array(right)) if left.len() == right.len() => {
            let mut pairs = left.iter().zip(right).enumerate();
            pairs.find_map(|(index, (left, right))| {
                difference(left, right).map(|text| format!("[{index}]{text}"))
            })
        }
        _ => (expected != found).then(|| format!(": expected {expected}, got {found}")),
    }
}

/// The counts of one file.
pub(crate) struct Report {
    name: &'static str,
    objects: usize,
    passed: usize,
    diverged: BTreeMap<&'static str, (usize, &'static Rule)>,
    skipped: BTreeMap<&'static str, usize>,
    failures: Vec<String>,
}

impl Report {
    pub(crate) fn new(name: &'static str) -> Self {
        Self {
            name,
            objects: 0,
            passed: 0,
            diverged: BTreeMap::new(),
            skipped: BTreeMap::new(),
            failures: Vec::new(),
        }
    }

    /// Counts an object that cases are about.
    pub(crate) fn object(&mut self) {
        self.objects += 1;
    }

    /// Counts a case.
    pub(crate) fn case(&mut self, what: impl fmt::Display, outcome: Outcome) {
        match outcome {
            Outcome::Passed => self.passed += 1,
            Outcome::Diverged(rule) => self.diverged.entry(rule.name).or_insert((0, rule)).0 += 1,
            Outcome::Skipped(reason) => self.skip(1, reason),
            Outcome::Failed(message) => self.failures.push(format!("{what}: {message}")),
        }
    }

    /// Counts cases that are not run.
    pub(crate) fn skip(&mut self, cases: usize, reason: &'static str) {
        *self.skipped.entry(reason).or_default() += cases;
    }

    /// Notes a rule that a case needs besides the one it counts under.
    pub(crate) fn used(&mut self, rule: &'static Rule) {
        self.diverged.entry(rule.name).or_insert((0, rule));
    }

    /// Holds the rules that were used against those that the list names, for this file where the files are our own. One
    /// that is not in it fails, and one that no case needed.
    pub(crate) fn close(&mut self, listed: &BTreeSet<&'static str>, is_own: bool) {
        for rule in self.diverged.keys().filter(|rule| !listed.contains(*rule)) {
            self.failures.push(format!("the rule `{rule}` is not in the list of divergences for this file"));
        }
        for rule in listed.iter().filter(|rule| is_own && !self.diverged.contains_key(*rule)) {
            self.failures.push(format!("the rule `{rule}` is not needed"));
        }
    }

    pub(crate) fn passed(&self) -> usize {
        self.passed
    }

    pub(crate) fn diverged(&self) -> usize {
        self.diverged.values().map(|(count, _)| count).sum()
    }

    pub(crate) fn failed(&self) -> usize {
        self.failures.len()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (passed, diverged, failed) = (self.passed, self.diverged(), self.failed());
        let skipped: usize = self.skipped.values().sum();
        writeln!(
            f,
            "{}: objects {}, cases {}, passed {passed}, diverged {diverged}, skipped {skipped}, failed {failed}",
            self.name,
            self.objects,
            passed + diverged + skipped + failed,
        )?;
        for (name, (count, rule)) in &self.diverged {
            writeln!(f, "  diverged {count}: {name}: {}", rule.reason)?;
        }
        for (reason, count) in &self.skipped {
            writeln!(f, "  skipped {count}: {reason}")?;
        }
        for failure in self.failures.iter().take(PRINTED) {
            writeln!(f, "  failed: {failure}")?;
        }
        if failed > PRINTED {
            writeln!(f, "  failed: and {} more", failed - PRINTED)?;
        }
        Ok(())
    }
}
