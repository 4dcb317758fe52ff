//! `schema`: what needs neither a database nor envelopes.

use serde_json::Value as Json;
use versioned_object_core::{Version, schema};

use crate::{run, text};

/// What a command that succeeds writes, as JSON.
fn told(arguments: &[&str]) -> Json {
    let out = run(arguments, b"");
    assert!(out.status.success(), "{arguments:?}: {}", text(&out.stderr));
    serde_json::from_slice(&out.stdout).unwrap()
}

#[test]
fn schemas_are_those_of_the_library() {
    let registry = backup_objects::registry();
    for object in registry.types() {
        assert_eq!(told(&["schema", object.name]), schema::json_schema(object));
    }
    let backup = registry.latest("Backup").unwrap();
    let of_1_2 = schema::json_schema_at(backup, Version::new(1, 2)).unwrap();
    assert_eq!(told(&["schema", "Backup", "--at", "1.2"]), of_1_2);
    assert_eq!(
        told(&["schema", "Backup", "--at", "1.4", "--dialect", "2020-12"]),
        schema::json_schema(backup)
    );
    assert_eq!(told(&["schema", "Backup", "--plain"]), schema::plain_json_schema(backup));
    for arguments in [
        &["schema", "Backup", "--dialect", "oslo"][..],
        &["schema", "Backup", "--dialect", "oslo", "--at", "1.4"],
    ] {
        assert_eq!(told(arguments), schema::oslo(backup).unwrap());
    }
    assert_eq!(told(&["schema", "--openapi"]), schema::openapi(registry, "Cinder's objects", "1.26"));
}

#[test]
fn what_there_is_no_schema_of_is_told() {
    for (arguments, code, words) in [
        (&["schema", "Bakup"][..], 2, "a similar value exists: 'Backup'"),
        (&["schema", "backup_list"], 2, "[possible values: Backup, BackupDeviceInfo, "),
        (&["schema"], 2, "<NAME>"),
        (&["schema", "Backup", "--at", "1.9"], 2, "error: Backup has no version 1.9, there are 1.0 to 1.4\n"),
        (&["schema", "BackupList", "--at", "1.1"], 2, "error: BackupList has no version 1.1, there is 1.0\n"),
        (&["schema", "Backup", "--at", "newest"], 2, "expected a version X.Y or X.Y.Z, got \"newest\""),
        (
            &["schema", "Backup", "--at", "1.2", "--dialect", "oslo"],
            2,
            "error: `--dialect oslo` has Backup 1.4 only, as `to_json_schema` of Python: leave `--at 1.2` out, or take `--dialect 2020-12`\n",
        ),
        (
            &["schema", "Backup", "--at", "1.9", "--dialect", "oslo"],
            2,
            "error: Backup has no version 1.9, there are 1.0 to 1.4\n",
        ),
        (&["schema", "Backup", "--dialect", "nova"], 2, "[possible values: 2020-12, oslo]"),
        (&["schema", "Backup", "--openapi"], 2, "cannot be used with"),
        (&["schema", "Backup", "--plain", "--at", "1.2"], 2, "cannot be used with"),
        // Python does not come to an end with it.
        (&["schema", "Cluster", "--dialect", "oslo"], 1, "Cluster contains itself\n"),
    ] {
        let out = run(arguments, b"");
        let told = text(&out.stderr);
        assert_eq!((out.status.code(), text(&out.stdout)), (Some(code), ""), "{arguments:?}: {told}");
        assert!(told.contains(words), "{arguments:?}: {told}");
    }
}
