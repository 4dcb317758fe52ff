//! What keeps the list of divergences closed, asked of itself.

use std::collections::BTreeSet;

use serde_json::json;

use crate::report::{Outcome, Report, one_of};
use crate::rules::Rule;
use crate::{divergences, exceptions};

static ONE: Rule = Rule { name: "one", reason: "a rule for this test" };
static OTHER: Rule = Rule { name: "other", reason: "another" };

pub(crate) fn run(report: &mut Report) {
    let mut same = |what: &str, expected: serde_json::Value, found: serde_json::Value| {
        report.case(what, Outcome::of(&expected, None, &found));
    };
    let failed = |listed: &[&'static str], is_own: bool| {
        let mut tried = Report::new("tried");
        tried.case("a case", Outcome::of(&json!(1), Some((&ONE, &json!(2))), &json!(2)));
        tried.close(&listed.iter().copied().collect::<BTreeSet<_>>(), is_own);
        (tried.diverged(), tried.failed())
    };
    same("a rule that is listed and needed", json!([1, 0]), json!(failed(&["one"], true)));
    same("a rule that no case needs", json!([1, 1]), json!(failed(&["one", "other"], true)));
    same(
        "a rule that no case of another folder needs",
        json!([1, 0]),
        json!(failed(&["one", "other"], false)),
    );
    same("a rule that is not listed", json!([1, 1]), json!(failed(&[], false)));

    let overlap = one_of([(&ONE, ()), (&OTHER, ())]);
    same("two rules for one value", json!("the rules `one` and `other` overlap"), json!(overlap.err()));
    same(
        "one rule for a value",
        json!("one"),
        json!(one_of([(&ONE, ())]).ok().flatten().map(|(rule, ())| rule.name)),
    );

    let outcome = Outcome::of(&json!(1), Some((&ONE, &json!(2))), &json!(3));
    same("an answer that is not the rule's", json!(true), json!(matches!(outcome, Outcome::Failed(_))));
    let outcome = Outcome::of(&json!(1), Some((&ONE, &json!(2))), &json!(1));
    same(
        "Python's answer where the rule has another",
        json!(true),
        json!(matches!(outcome, Outcome::Failed(_))),
    );

    let runs: Vec<_> = crate::FILES.iter().map(|(name, _)| *name).collect();
    let unknown: Vec<_> = divergences::LIST
        .iter()
        .flat_map(|divergence| divergence.asserted)
        .filter_map(|asserted| match asserted {
            divergences::Asserted::Rule(rule, files) if files.iter().any(|file| !runs.contains(file)) => {
                Some(*rule)
            }
            _ => None,
        })
        .collect();
    same("rules for files that nobody runs", json!([]), json!(unknown));

    let first = |class: &str, message: &str| {
        let row = exceptions::row(&json!({"error": class, "message": message}));
        row.map(|row| row.ours[0])
    };
    same("null", json!("NullField"), json!(first("ValueError", "Field `x' cannot be None")));
    same("a value", json!("InvalidValue"), json!(first("ValueError", "Field value 5 is invalid")));
    same("an exception that nobody knows", json!(null), json!(first("Surprise", "")));
    let mut seen = BTreeSet::new();
    let again: Vec<_> = exceptions::TABLE
        .iter()
        .filter(|row| !seen.insert((row.python, row.message)))
        .map(|row| row.python)
        .collect();
    same("exceptions that stand twice in the table", json!([]), json!(again));
}
