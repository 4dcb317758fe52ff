//! The page of all messages.

use std::fmt::Write as _;

use crate::case::{Case, PASS};

/// What the topics are about, in the order of the page.
pub const TOPICS: [(&str, &str); 18] = [
    ("object", "Objects"),
    ("version", "Versions and history"),
    ("field", "Fields"),
    ("types", "Types of fields"),
    ("value", "Defaults and other values"),
    ("function", "Functions that attributes name"),
    ("relationship", "Versions of children"),
    ("table", "Tables and columns"),
    ("mixin", "Mixins"),
    ("list", "Lists"),
    ("subclass", "Subclasses"),
    ("enumeration", "Enums"),
    ("fingerprint", "Fingerprints"),
    ("methods", "Methods"),
    ("access", "Getting and setting"),
    ("store", "Queries and rows"),
    ("stubs", "Uses of what has a mistake"),
    ("testing", "Tests"),
];

/// The page, as it stands in `docs/diagnostics.md`.
pub fn page(cases: &[Case]) -> String {
    let told: Vec<&Case> = cases.iter().filter(|case| case.topic != PASS).collect();
    let mut page = format!(
        "# What the compiler says\n\n\
         Each row is a mistake that does not compile: the rule, a case that breaks it, and the message. This page is made \
         of the {} cases in `tests/ui` (`UPDATE_DIAGNOSTICS=1 cargo test -p ui-tests`); a test holds the compiler to them: \
         one error for each mistake, at the token that is wrong.\n",
        told.len()
    );
    for (topic, title) in TOPICS {
        let mut of_topic = told.iter().filter(|case| case.topic == topic).peekable();
        if of_topic.peek().is_none() {
            continue;
        }
        let _ = write!(page, "\n## {title}\n\n| rule | case | message |\n|---|---|---|\n");
        for case in of_topic {
            let path = format!("[`{}`](../tests/ui/{})", case.name, case.path());
            let _ = writeln!(page, "| {} | {path} | {} |", cell(&case.rule), messages(case));
        }
    }
    page
}

/// The messages of a case, each once.
fn messages(case: &Case) -> String {
    let mut messages: Vec<String> = Vec::new();
    for error in &case.reported {
        let message = error.message.strip_prefix("evaluation panicked: ").unwrap_or(&error.message);
        let message = cell(message);
        if !messages.contains(&message) {
            messages.push(message);
        }
    }
    messages.join("<br>")
}

/// A text in a cell of a table.
fn cell(text: &str) -> String {
    let mut cell = String::new();
    let mut code = false;
    for c in text.chars() {
        match c {
            '`' => code = !code,
            '|' => cell.push('\\'),
            // Outside code, Markdown would take these for tags and emphasis.
            '<' | '*' | '_' if !code => cell.push('\\'),
            _ => {}
        }
        cell.push(c);
    }
    cell
}
