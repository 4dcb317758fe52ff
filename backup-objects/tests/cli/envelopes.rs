//! `demo`, `check`, `convert` and `fingerprints`: what needs no database.

use std::collections::BTreeMap;

use crate::{json, run, text};

const ENVELOPES: &str = include_str!("../../data/envelopes.jsonl");
const PUBLISHED: &str = include_str!("../../data/published-fingerprints.json");

#[test]
fn the_demo_finds_everything_equal() {
    let out = run(&["demo"], b"");
    let told = text(&out.stdout);
    assert!(out.status.success(), "{told}");
    assert!(told.ends_with("37 objects, 0 differ.\n"), "{told}");
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
        good.replace("\"size\": 10", "\"size\": \"abc\"")
            .replace("\"user_id\": \"", "\"user_id\": null, \"x\": \""),
        good.replace("\"Backup\"", "\"Fridge\""),
    );
    let out = run(&["check"], input.as_bytes());
    assert_eq!(out.status.code(), Some(1));
    assert_eq!(text(&out.stdout).lines().count(), 1);
    let errors: Vec<_> = text(&out.stderr).lines().collect();
    assert_eq!(errors[0], "error: line 3: Backup.user_id: field cannot be null");
    assert_eq!(errors[1], "error: line 3: Backup.size: expected integer, got \"abc\"");
    assert_eq!(errors[2], "error: line 4: unsupported object type Fridge");
    assert_eq!(errors[3], "error: line 5: not JSON: expected ident at column 2");

    let list = ENVELOPES.lines().nth(2).unwrap();
    let out =
        run(&["check"], format!("[{good}, {}]", list.replacen("\"size\": 10", "\"size\": []", 2)).as_bytes());
    assert_eq!(
        text(&out.stderr),
        "error: [1]: BackupList.objects[0].size: expected integer, got a list\n\
         error: [1]: BackupList.objects[1].size: expected integer, got a list\n"
    );

    for (input, message) in [
        (&b"[1,"[..], "error: not JSON: EOF while parsing a value at line 1 column 3\n"),
        (b"\xff", "error: line 1: the input is not UTF-8 at column 1\n"),
        (b"{\"a\": 1, \"a\": 2}", "error: duplicate key `a`\n"),
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
fn convert_writes_what_an_older_peer_knows() {
    let lines: Vec<_> = ENVELOPES.lines().collect();
    let version = |envelope: &serde_json::Value| envelope["versioned_object.version"].to_string();
    let data = |envelope: &serde_json::Value| envelope["versioned_object.data"].clone();
    for (release, backup, volume, has_snapshot) in [
        ("liberty", "\"1.1\"", "\"1.1\"", false),
        ("1.1", "\"1.3\"", "\"1.3\"", true),
        ("1.26", "\"1.4\"", "\"1.6\"", true),
    ] {
        let out = run(&["convert", "--pin", release], ENVELOPES.as_bytes());
        assert!(out.status.success(), "{}", text(&out.stderr));
        let found: Vec<_> = text(&out.stdout).lines().map(json).collect();
        assert_eq!(found.len(), lines.len());
        let in_list = &data(&found[2])["objects"][1];
        for envelope in [&found[0], &found[1], in_list] {
            assert_eq!(version(envelope), backup, "{release}");
            assert_eq!(data(envelope).get("snapshot_id").is_some(), has_snapshot, "{release}");
        }
        assert_eq!(version(&found[2]), "\"1.0\"");
        assert_eq!(version(&data(&found[3])["volume"]), volume, "{release}");
        if release == "1.26" {
            assert_eq!(found, lines.iter().map(|line| json(line)).collect::<Vec<_>>());
        }
    }
    let patched = lines[0].replace("\"1.4\"", "\"1.4.2\"");
    let out = run(&["convert", "--to", "1.0"], patched.as_bytes());
    assert_eq!(version(&json(text(&out.stdout).trim_end())), "\"1.0\"");
    // What was converted is an envelope of that version, and reads back.
    let back = run(&["check", "--unknown", "reject"], &out.stdout);
    assert_eq!(text(&back.stdout), text(&out.stdout), "{}", text(&back.stderr));
}

#[test]
fn convert_reports_every_bad_line() {
    let good = ENVELOPES.lines().next().unwrap();
    let mut input = format!(
        "{good}\n\n{}\n{}\n{}\n",
        good.replace("\"size\": 10", "\"size\": \"abc\"")
            .replace("\"user_id\": \"", "\"user_id\": null, \"x\": \""),
        good.replace("\"1.4\"", "\"1.5\""),
        good.replace("\"1.4\"", "\"1.1\""),
    )
    .into_bytes();
    input.extend_from_slice(b"\xff\n[]\n{\"a\":1,}\n");
    let out = run(&["convert", "--to", "1.2"], &input);
    assert_eq!(out.status.code(), Some(1));
    assert_eq!(text(&out.stdout).lines().count(), 1);
    assert_eq!(
        text(&out.stderr),
        "error: line 3: Backup.user_id: field cannot be null\n\
         error: line 3: Backup.size: expected integer, got \"abc\"\n\
         error: line 4: version 1.5 of Backup is not supported, supported version is 1.4\n\
         error: line 5: Backup: invalid target version 1.2: the object is at 1.1\n\
         error: line 6: not UTF-8 at column 1\n\
         error: line 7: expected a map, got a list\n\
         error: line 8: not JSON: trailing comma at column 8\n"
    );
    let out = run(&["convert", "--pin", "1.27"], b"");
    assert_eq!(out.status.code(), Some(2));
    let told = text(&out.stderr);
    assert!(
        told.starts_with("error: objects are capped to the unknown release 1.27; known are liberty, 1.0, "),
        "{told}"
    );
    assert!(run(&["convert", "--pin", "1.1"], b"\n").status.success(), "no envelopes, no errors");
}

#[test]
fn fingerprints_are_the_published_ones() {
    let published: BTreeMap<String, String> = serde_json::from_str(PUBLISHED).unwrap();
    let out = run(&["fingerprints", "--json"], b"");
    let printed: BTreeMap<String, String> = serde_json::from_slice(&out.stdout).unwrap();
    assert_eq!(printed, published);
    let out = run(&["fingerprints", "Volume"], b"");
    assert_eq!(text(&out.stdout), "Volume                    1.6-7d3bc8577839d5725670d55e480fe95f\n");
}

#[test]
fn bad_calls_exit_with_two() {
    for arguments in [
        &["fingerprints", "Fridge"][..],
        &["check", "--unknown", "what"],
        &["convert"],
        &["convert", "--to", "new"],
        &["convert", "--to", "1.2", "--pin", "1.1"],
        &["nothing"],
        &[],
    ] {
        let out = run(arguments, b"");
        assert_eq!(out.status.code(), Some(2), "{arguments:?}");
        assert!(!out.stderr.is_empty());
    }
}
