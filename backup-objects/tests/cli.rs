//! The command line, run as people run it.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, reason = "a test that panics fails")]

use std::collections::BTreeMap;
use std::io::Write;
use std::process::{Command, Output, Stdio};

const ENVELOPES: &str = include_str!("../data/envelopes.jsonl");
const PUBLISHED: &str = include_str!("../data/published-fingerprints.json");

fn run(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_backup-objects"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that refuses its arguments reads nothing.
    drop(child.stdin.take().unwrap().write_all(input));
    child.wait_with_output().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

fn json(text: &str) -> serde_json::Value {
    let mut value: serde_json::Value = serde_json::from_str(text).unwrap();
    if let Some(changes) = value["versioned_object.changes"].as_array_mut() {
        changes.sort_by_key(ToString::to_string);
    }
    value
}

#[test]
fn the_demo_finds_everything_equal() {
    let out = run(&["demo"], b"");
    let told = text(&out.stdout);
    assert!(out.status.success(), "{told}");
    assert!(told.ends_with("22 objects, 0 differ.\n"), "{told}");
    assert_eq!(told.matches(", written back equal").count(), 4, "{told}");
    assert_eq!(told.matches("the same bytes").count(), 2, "{told}");
    for word in ["DIFFERENT", "NOT", "OTHER", "failed"] {
        assert!(!told.contains(word), "{word} in {told}");
    }
}

#[test]
fn check_writes_back_what_python_wrote() {
    let lines: Vec<_> = ENVELOPES.lines().collect();
    let array = format!("[{}]", lines.join(","));
    let pretty = serde_json::to_string_pretty(&json(lines[1])).unwrap();
    for (input, expected) in [(ENVELOPES, &lines[..]), (&array, &lines[..]), (&pretty, &lines[1..2])] {
        let out = run(&["check"], input.as_bytes());
        assert!(out.status.success(), "{}", text(&out.stderr));
        let written: Vec<_> = text(&out.stdout).lines().map(json).collect();
        assert_eq!(written, expected.iter().map(|line| json(line)).collect::<Vec<_>>());
    }
}

#[test]
fn check_reports_every_error_with_its_place() {
    let good = ENVELOPES.lines().next().unwrap();
    let input = format!(
        "{good}\n\n{}\n{}\nnonsense\n",
        good.replace("\"size\": 10", "\"size\": \"abc\""),
        good.replace("\"Backup\"", "\"Fridge\""),
    );
    let out = run(&["check"], input.as_bytes());
    assert_eq!(out.status.code(), Some(1));
    assert_eq!(text(&out.stdout).lines().count(), 1);
    let errors: Vec<_> = text(&out.stderr).lines().collect();
    assert_eq!(errors[0], "error: line 3: Backup.size: expected integer, got \"abc\"");
    assert_eq!(errors[1], "error: line 4: unsupported object type Fridge");
    assert_eq!(errors[2], "error: line 5: not JSON: expected ident at line 1 column 2");

    let list = ENVELOPES.lines().nth(2).unwrap();
    let out =
        run(&["check"], format!("[{good}, {}]", list.replacen("\"size\": 10", "\"size\": []", 2)).as_bytes());
    assert_eq!(text(&out.stderr), "error: [1]: BackupList.objects[0].size: expected integer, got a list\n");

    for (input, message) in [
        (&b"[1,"[..], "error: not JSON: EOF while parsing a value at line 1 column 3\n"),
        (b"\xff", "error: line 1: the input is not UTF-8\n"),
        (b"{\"a\": 1, \"a\": 2}", "error: missing key `versioned_object.name`\n"),
    ] {
        let out = run(&["check"], input);
        assert_eq!((out.status.code(), text(&out.stderr)), (Some(1), message));
    }
    assert!(run(&["check"], b"\n").status.success(), "no envelopes, no errors");
}

#[test]
fn check_does_what_it_is_told_with_unknown_fields() {
    let newer = ENVELOPES.lines().next().unwrap().replace("\"size\": 10", "\"sise\": 10");
    let kept = run(&["check"], newer.as_bytes());
    assert!(text(&kept.stdout).contains("\"sise\":10"));
    let ignored = run(&["check", "--unknown", "ignore"], newer.as_bytes());
    assert!(ignored.status.success() && !text(&ignored.stdout).contains("sise"));
    let rejected = run(&["check", "--unknown=reject"], newer.as_bytes());
    assert_eq!(rejected.status.code(), Some(1));
    assert_eq!(text(&rejected.stderr), "error: Backup.sise: Backup has no such field\n");
}

#[test]
fn fingerprints_are_the_published_ones() {
    let published: BTreeMap<String, String> = serde_json::from_str(PUBLISHED).unwrap();
    let out = run(&["fingerprints", "--json"], b"");
    let printed: BTreeMap<String, String> = serde_json::from_slice(&out.stdout).unwrap();
    assert_eq!(printed.len(), 22);
    for (name, fingerprint) in printed {
        assert_eq!(published.get(&name), Some(&fingerprint), "{name}");
    }
    let out = run(&["fingerprints", "Volume"], b"");
    assert_eq!(text(&out.stdout), "Volume                   1.6-7d3bc8577839d5725670d55e480fe95f\n");
}

#[test]
fn bad_calls_exit_with_two() {
    for arguments in [&["fingerprints", "Fridge"][..], &["check", "--unknown", "what"], &["nothing"], &[]] {
        let out = run(arguments, b"");
        assert_eq!(out.status.code(), Some(2), "{arguments:?}");
        assert!(!out.stderr.is_empty());
    }
}
