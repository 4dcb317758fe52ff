//! Holds what the compiler said against the marks of the cases, and the page against both.

use std::{env, fs};

use ui_tests::case::{Case, Mark, PASS, cases, root};
use ui_tests::page::{TOPICS, page};
use ui_tests::report::Reported;

/// The longest an error may be.
const LINES: usize = 25;

/// What no error may show: names that only generated code uses, files of other crates, and lists of whatever implements
/// a trait.
const NOT_THEIRS: [&str; 6] = ["__", "$RUST", "$CARGO", "other types implement", "_::", "::{closure"];

/// Topics with calls of functions that are generic: of such a one the compiler always shows the bound, in our file.
const CALLS: [&str; 2] = ["access", "store"];

#[test]
fn each_mistake_is_told_once_where_it_stands() {
    let mut wrong = Vec::new();
    for case in told() {
        wrong.extend(unlike(&case));
    }
    assert!(wrong.is_empty(), "{}\n{} in all", wrong.join("\n"), wrong.len());
}

#[test]
fn errors_are_short_and_about_the_users_code() {
    let mut wrong = Vec::new();
    for case in told() {
        for error in &case.reported {
            let at = format!("{}:{}:{}", case.path(), error.line, error.column);
            let lines = error.text.lines().count();
            if lines > LINES {
                wrong.push(format!("{at} has {lines} lines"));
            }
            let ours = (!CALLS.contains(&case.topic.as_str())).then_some(&"$WORKSPACE");
            let shown = not_code(error);
            let not_theirs = NOT_THEIRS.iter().chain(ours).filter(|word| shown.contains(**word));
            wrong.extend(not_theirs.map(|word| format!("{at} shows {word}")));
        }
    }
    assert!(wrong.is_empty(), "{}\n{} in all", wrong.join("\n"), wrong.len());
}

#[test]
fn each_case_has_a_rule() {
    let cases = cases().expect("the cases");
    let mut rules: Vec<_> = told().into_iter().map(|case| case.rule).collect();
    let without: Vec<_> = cases.iter().filter(|case| case.rule.is_empty()).map(Case::path).collect();
    assert!(without.is_empty(), "without a rule: {without:#?}");
    let count = rules.len();
    assert!(count >= 150, "{count} rules");
    rules.sort();
    rules.dedup();
    assert_eq!(rules.len(), count, "two cases have the same rule");
    for case in &cases {
        let known = case.topic == PASS || TOPICS.iter().any(|(topic, _)| *topic == case.topic);
        assert!(known, "{} is in no topic of the page", case.path());
    }
}

#[test]
fn what_compiles_compiles_without_a_warning() {
    let package = root().join(PASS).join("Cargo.toml");
    let package = fs::read_to_string(package).expect("the package of what compiles");
    for case in cases().expect("the cases").iter().filter(|case| case.topic == PASS) {
        let program = format!("path = \"{}.rs\"\nharness = false\n", case.name);
        assert!(package.contains(&program), "{} is no program of its package", case.path());
        assert!(case.text.contains("#![deny(warnings)]"), "{} may have warnings", case.path());
        assert!(case.marks.is_empty(), "{} has marks", case.path());
    }
}

#[test]
fn the_page_is_of_these_cases() {
    let made = page(&cases().expect("the cases"));
    let path = root().join("../../docs/diagnostics.md");
    if env::var_os("UPDATE_DIAGNOSTICS").is_some() {
        fs::write(&path, &made).expect("docs/diagnostics.md is written");
    }
    let kept = fs::read_to_string(&path).expect("docs/diagnostics.md");
    assert!(
        kept == made,
        "docs/diagnostics.md is of other cases: UPDATE_DIAGNOSTICS=1 cargo test -p ui-tests"
    );
}

fn told() -> Vec<Case> {
    cases().map(|cases| cases.into_iter().filter(|case| case.topic != PASS).collect()).unwrap_or_default()
}

/// Where the compiler said something else than the marks.
fn unlike(case: &Case) -> Vec<String> {
    let path = case.path();
    let mut marks = case.marks.clone();
    let mut wrong = Vec::new();
    for error in &case.reported {
        match marks.iter().position(|mark| is_of(error, mark)) {
            Some(found) => {
                marks.remove(found);
            }
            None => {
                wrong
                    .push(format!("{path}:{}:{} is not marked: {}", error.line, error.column, error.message));
            }
        }
    }
    wrong.extend(
        marks.iter().map(|mark| format!("{path}:{}:{} is not told: {}", mark.line, mark.column, mark.text)),
    );
    if case.marks.is_empty() {
        wrong.push(format!("{path} has no mark"));
    }
    wrong
}

fn is_of(error: &Reported, mark: &Mark) -> bool {
    let message = error.message.strip_prefix("evaluation panicked: ").unwrap_or(&error.message);
    (error.line, error.column, error.width) == (mark.line, mark.column, Some(mark.width))
        && !mark.text.is_empty()
        && begins(message, &mark.text)
}

/// Whether a message begins with words in which `…` stands for others.
fn begins(message: &str, words: &str) -> bool {
    let mut parts = words.split('…');
    let Some(mut rest) = message.strip_prefix(parts.next().unwrap_or_default()) else { return false };
    parts.all(|part| {
        let found = rest.find(part);
        rest = found.map_or("", |at| &rest[at + part.len()..]);
        found.is_some()
    })
}

/// The lines of an error that are not the user's code, and of those not what the compiler says of every constant.
fn not_code(error: &Reported) -> String {
    let is_code = |line: &&str| {
        let number = line.trim_start().split(' ').next().unwrap_or_default();
        !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit())
    };
    let lines: Vec<_> = error.text.lines().filter(|line| !is_code(line)).collect();
    lines.join("\n").replace("evaluation of `_::_` failed", "").replace("evaluation of `_` failed", "")
}
