//! The example `fleet` prints what its first comment says, and is as short as that says.
#![cfg(all(feature = "sqlite", feature = "derive"))]
#![allow(clippy::unwrap_used, missing_docs, reason = "a test ends there")]

use std::sync::Mutex;

/// What the example has printed.
static PRINTED: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// In place of the standard one, so that the test sees what is printed.
macro_rules! println {
    ($($what:tt)*) => { crate::PRINTED.lock().unwrap().push(format!($($what)*)) };
}

#[path = "../examples/fleet/main.rs"]
mod fleet;

const SOURCE: &str = include_str!("../examples/fleet/main.rs");

#[test]
fn prints_what_its_comment_says() {
    fleet::main().unwrap();
    let comment = SOURCE.lines().map_while(|line| line.strip_prefix("//!"));
    let lines = comment.map(|line| line.strip_prefix(' ').unwrap_or(line));
    let said = lines.skip_while(|line| *line != "```text").skip(1).take_while(|line| *line != "```");
    assert_eq!(*PRINTED.lock().unwrap(), said.collect::<Vec<_>>());
}

#[test]
fn has_less_than_eighty_lines_of_code() {
    let code = SOURCE.lines().map(str::trim_start).filter(|line| !line.is_empty() && !line.starts_with("//"));
    let count = code.count();
    assert!(count < 80, "{count} lines of the example are code");
}
