//! The page says nothing without a test.

use std::path::{Path, PathBuf};

/// The root of the workspace.
const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

fn sources(folder: &Path, all: &mut String) {
    let mut entries: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            sources(&path, all);
        } else if path.extension().is_some_and(|end| end == "rs") {
            all.push_str(&std::fs::read_to_string(path).unwrap());
        }
    }
}

#[test]
fn every_promise_names_a_test_that_is_there() {
    let page = std::fs::read_to_string(Path::new(ROOT).join("docs/reliability.md")).unwrap();
    let mut all = String::new();
    for folder in [
        "versioned-object-core/src",
        "versioned-object-core/tests",
        "backup-objects/tests",
        "tests/downstream/tests",
        "tests/databases/tests",
        "tests/store/tests",
    ] {
        sources(&Path::new(ROOT).join(folder), &mut all);
    }
    let mut count = 0;
    for line in page.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| promise")) {
        let cells: Vec<_> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [_, tests] = cells[..] else { panic!("a promise and its test: {line}") };
        let names: Vec<_> = tests.split('`').skip(1).step_by(2).collect();
        assert!(!names.is_empty(), "no test: {line}");
        for name in names {
            assert!(all.contains(&format!("fn {name}(")), "there is no test `{name}`");
            count += 1;
        }
    }
    assert!(count > 20, "{count}");
}
