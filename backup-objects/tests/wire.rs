//! What the family reads, and what it refuses: with which error, at which path.

use backup_objects::prelude::*;
use backup_objects::{
    Backup, BackupDeviceInfo, BackupImport, BackupList, BackupStatus, Volume, VolumeAttachment, registry,
};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use versioned_object_core::fields::UnknownFields;
use versioned_object_core::wire::{Reader, WriteOptions};

const ID: &str = "6ba7b810-9dad-11d1-80b4-00c04fd430c8";

/// The envelope of a backup with this data, as JSON text without the braces.
fn backup(data: &str) -> String {
    envelope("Backup", "1.4", &format!("{{{data}}}"))
}

fn envelope(name: &str, version: &str, data: &str) -> String {
    format!(
        r#"{{"versioned_object.name": "{name}", "versioned_object.namespace": "cinder",
            "versioned_object.version": "{version}", "versioned_object.data": {data}}}"#
    )
}

fn list(backups: &[String]) -> String {
    envelope("BackupList", "1.0", &format!(r#"{{"objects": [{}]}}"#, backups.join(", ")))
}

/// The message of the error that reading gives.
fn refused<T: VersionedObject>(text: &str) -> String {
    wire::from_str::<T>(text)
        .map_or_else(|error| error.to_string(), |object| panic!("{object} was read from {text}"))
}

#[test]
fn a_value_of_the_wrong_type_is_found_at_its_path() {
    let good = || backup(r#""size": 1"#);
    let bad = backup(r#""size": "abc""#);
    assert_eq!(
        refused::<BackupList>(&list(&[good(), good(), good(), bad])),
        r#"BackupList.objects[3].size: expected integer, got "abc""#
    );
    for (data, message) in [
        (r#""size": [1]"#, "Backup.size: expected integer, got a list"),
        (
            r#""size": 9223372036854775808"#,
            "Backup.size: expected integer below 2^63, got 9223372036854775808",
        ),
        (r#""size": 1e300"#, "Backup.size: expected integer, got 1e+300"),
        (r#""id": "not-a-uuid""#, r#"Backup.id: expected UUID, got "not-a-uuid""#),
        (r#""id": 5"#, "Backup.id: expected UUID, got 5"),
        (r#""user_id": {"a": 1}"#, "Backup.user_id: expected text, got a map"),
        (
            r#""created_at": "yesterday""#,
            r#"Backup.created_at: expected ISO 8601 date and time, got "yesterday""#,
        ),
        (r#""created_at": 1465900122"#, "Backup.created_at: expected ISO 8601 date and time, got 1465900122"),
        (
            r#""created_at": "2016-06-14T10:28:42Z\n""#,
            "Backup.created_at: expected ISO 8601 date and time, got \"2016-06-14T10:28:42Z\\n\"",
        ),
        (
            r#""status": "lost""#,
            "Backup.status: expected one of `error`, `error_deleting`, `creating`, `available`, `deleting`, `deleted`, \
             `restoring`, got \"lost\"",
        ),
    ] {
        assert_eq!(refused::<Backup>(&backup(data)), message);
    }
}

#[test]
fn null_is_refused_where_the_field_takes_none() {
    for (data, message) in [
        (r#""id": null"#, "Backup.id: field cannot be null"),
        (r#""project_id": null"#, "Backup.project_id: field cannot be null"),
    ] {
        assert_eq!(refused::<Backup>(&backup(data)), message);
    }
    assert_eq!(
        refused::<BackupList>(&list(&[backup(r#""user_id": null"#)])),
        "BackupList.objects[0].user_id: field cannot be null"
    );
    assert_eq!(
        refused::<BackupList>(&envelope("BackupList", "1.0", r#"{"objects": null}"#)),
        "BackupList.objects: field cannot be null"
    );
    let text = envelope("BackupList", "1.0", r#"{"objects": [null]}"#);
    assert_eq!(refused::<BackupList>(&text), "BackupList.objects[0]: field cannot be null");

    // A default stands in for null where the field takes none, and nowhere else.
    let info = envelope("BackupDeviceInfo", "1.0", r#"{"secure_enabled": null}"#);
    let info: BackupDeviceInfo = wire::from_str(&info).unwrap();
    assert!(!info.secure_enabled().unwrap());
    let backup: Backup = wire::from_str(&backup(r#""deleted": null"#)).unwrap();
    assert_eq!(backup.deleted().unwrap(), None);
}

#[test]
fn a_key_twice_is_refused() {
    assert_eq!(refused::<Backup>(&backup(r#""size": 1, "size": 1"#)), "Backup: duplicate key `size`");
    assert_eq!(
        refused::<BackupList>(&list(&[
            backup(r#""size": 1"#),
            backup(r#""size": 1, "host": null, "size": 2"#)
        ])),
        "BackupList.objects[1]: duplicate key `size`"
    );
    let text = backup(r#""size": 1"#);
    let twice =
        |key: &str, value: &str| text.replacen('{', &format!(r#"{{"versioned_object.{key}": {value}, "#), 1);
    assert_eq!(
        refused::<Backup>(&twice("name", r#""Backup""#)),
        "Backup: duplicate key `versioned_object.name`"
    );
    assert_eq!(
        refused::<Backup>(&twice("version", r#""1.0""#)),
        "Backup: duplicate key `versioned_object.version`"
    );
    assert_eq!(refused::<Backup>(&twice("data", "{}")), "Backup: duplicate key `versioned_object.data`");
    let changes =
        text.replacen('{', r#"{"versioned_object.changes": [], "versioned_object.changes": [],"#, 1);
    assert_eq!(refused::<Backup>(&changes), "Backup: duplicate key `versioned_object.changes`");

    // In data that comes before its header too.
    let early = r#"{"versioned_object.data": {"size": 1, "size": 2}, "versioned_object.name": "Backup",
        "versioned_object.namespace": "cinder", "versioned_object.version": "1.4"}"#;
    assert_eq!(refused::<Backup>(early), "Backup: duplicate key `size`");
}

#[test]
fn the_keys_of_an_envelope_come_in_any_order() {
    let text = format!(
        r#"{{"versioned_object.changes": ["size", "no_such_field"],
            "versioned_object.data": {{"size": "7", "id": "{ID}"}},
            "versioned_object.version": "1.2", "more": [{{}}],
            "versioned_object.namespace": "cinder", "versioned_object.name": "Backup"}}"#
    );
    let read: Backup = wire::from_str(&text).unwrap();
    assert_eq!(read.size().unwrap(), Some(7));
    assert_eq!(read.obj_version().to_string(), "1.2");
    assert_eq!(read.obj_what_changed(), ["size"]);

    // A wrong value has its path there too.
    assert_eq!(
        refused::<Backup>(&text.replace("\"7\"", "\"abc\"")),
        r#"Backup.size: expected integer, got "abc""#
    );
    assert_eq!(
        refused::<BackupList>(&format!(
            r#"{{"versioned_object.data": {{"objects": [{}]}}, "versioned_object.name": "BackupList",
                "versioned_object.namespace": "cinder", "versioned_object.version": "1.0"}}"#,
            text.replace("\"7\"", "\"abc\"")
        )),
        r#"BackupList.objects[0].size: expected integer, got "abc""#
    );
}

#[test]
fn unknown_fields_are_ignored_kept_or_refused() {
    let newer = r#""size": 1, "encryption_key_id": "k", "parent": {"deep": [1, 2.5, null]}"#;
    let text = list(&[backup(newer)]);

    let ignored: BackupList = wire::from_str(&text).unwrap();
    assert_eq!(
        ignored.obj_to_primitive().unwrap(),
        serde_json::from_str::<serde_json::Value>(&list(&[backup(r#""size": 1"#)])).unwrap()
    );

    let kept: BackupList = Reader::new().unknown_fields(UnknownFields::Keep).read(&text).unwrap();
    assert_eq!(kept.obj_to_primitive().unwrap(), serde_json::from_str::<serde_json::Value>(&text).unwrap());
    assert!(kept[0].obj_what_changed().is_empty());
    assert!(!kept[0].contains("encryption_key_id"));
    let again = backup(r#""new": 1, "new": 2"#);
    let error = Reader::new().unknown_fields(UnknownFields::Keep).read::<Backup>(&again).unwrap_err();
    assert_eq!(error.to_string(), "Backup: duplicate key `new`");

    let error = Reader::new().unknown_fields(UnknownFields::Reject).read::<BackupList>(&text).unwrap_err();
    assert_eq!(error.to_string(), "BackupList.objects[0].encryption_key_id: Backup has no such field");
}

#[test]
fn another_name_namespace_or_version_is_refused() {
    let text = backup(r#""size": 1"#);
    assert_eq!(
        refused::<Backup>(&text.replace(r#""Backup""#, r#""BackupImport""#)),
        r#"Backup: expected an object Backup, got "BackupImport""#
    );
    assert_eq!(
        refused::<Backup>(&text.replace(r#""cinder""#, r#""nova""#)),
        "Backup: unsupported object type nova.Backup"
    );
    for version in ["1.5", "2.0", "0.9", "1.4.1", "v1.4", "1.4.dev1", " 1.4", "1", ""] {
        assert_eq!(
            refused::<Backup>(&envelope("Backup", version, "{}")),
            format!("Backup: version {version} of Backup is not supported, supported version is 1.4")
        );
    }
    let nested = list(&[backup(""), envelope("Backup", "1.5", "{}")]);
    assert_eq!(
        refused::<BackupList>(&nested),
        "BackupList.objects[1]: version 1.5 of Backup is not supported, supported version is 1.4"
    );
    assert_eq!(
        refused::<BackupList>(&list(&[envelope("Volume", "1.6", "{}")])),
        r#"BackupList.objects[0]: expected an object Backup, got "Volume""#
    );
    assert_eq!(
        refused::<Backup>(&text.replace("versioned_object.", "nova_object.")),
        "Backup: missing key `versioned_object.name`"
    );
    assert_eq!(
        refused::<Backup>(&text.replace("versioned_object.data", "nova_object.data")),
        "Backup: missing key `versioned_object.data`"
    );
}

#[test]
fn an_envelope_is_whole_and_of_the_right_shape() {
    let text = backup("");
    for part in ["name", "namespace", "version", "data"] {
        let without =
            text.replace(&format!("versioned_object.{part}\""), &format!("versioned_object.no_{part}\""));
        assert_eq!(refused::<Backup>(&without), format!("Backup: missing key `versioned_object.{part}`"));
    }
    for (data, found) in [(r#"["id"]"#, "a list"), (r#""id""#, "a text"), ("null", "null"), ("1", "a number")]
    {
        let text = envelope("Backup", "1.4", data);
        assert_eq!(refused::<Backup>(&text), format!("Backup: expected a map of fields, got {found}"));
    }
    let changes = text.replacen('{', r#"{"versioned_object.changes": "size","#, 1);
    assert_eq!(
        refused::<Backup>(&changes),
        "Backup.versioned_object.changes: expected a list of field names, got a text"
    );
    assert_eq!(
        refused::<Backup>(&text.replace(r#""1.4""#, "1.4")),
        "Backup.versioned_object.version: expected a text, got 1.4"
    );
    for (text, message) in [
        ("[]", "Backup: expected a map, got a list"),
        ("null", "Backup: expected a map, got null"),
        ("{}", "Backup: missing key `versioned_object.name`"),
        ("", "Backup: not JSON: EOF while parsing a value at line 1 column 0"),
        (
            r#"{"versioned_object.name": "Backup","#,
            "Backup: not JSON: EOF while parsing a value at line 1 column 35",
        ),
    ] {
        assert_eq!(refused::<Backup>(text), message);
    }
    assert_eq!(
        refused::<Backup>(&format!("{text} x")),
        "Backup: not JSON: trailing characters at line 2 column 77"
    );
    assert_eq!(
        refused::<Backup>(&backup(r#""size": NaN"#)).split(" at line").next(),
        Some("Backup.size: not JSON: expected value")
    );
    for (data, message) in [
        ("[5]", "BackupList.objects[0]: expected the envelope of an object Backup, got a number"),
        (r#""abc""#, "BackupList.objects: expected list, got a text"),
        ("{}", "BackupList.objects: expected list, got a map"),
    ] {
        let text = envelope("BackupList", "1.0", &format!(r#"{{"objects": {data}}}"#));
        assert_eq!(refused::<BackupList>(&text), message);
    }
}

#[test]
fn a_registry_knows_the_type_by_its_name() {
    let read = |text: &str| Reader::new().registry(registry()).read_any(text);
    let import = read(&envelope("BackupImport", "1.4", &format!(r#"{{"id": "{ID}"}}"#))).unwrap();
    let import = import.into_any().downcast::<BackupImport>().unwrap();
    assert_eq!(import.id().unwrap().to_string(), ID);
    for (text, message) in [
        (envelope("Bakcup", "1.4", "{}"), "unsupported object type Bakcup"),
        (envelope("Backup", "1.7", "{}"), "version 1.7 of Backup is not supported, supported version is 1.4"),
        (envelope("Backup", "1.4", r#"{"size": "abc"}"#), r#"Backup.size: expected integer, got "abc""#),
        (envelope("Backup", "1.4", "{}").replace("cinder", "nova"), "unsupported object type nova.Backup"),
    ] {
        assert_eq!(read(&text).unwrap_err().to_string(), message);
    }
}

#[test]
fn an_older_version_stays_what_it_was() {
    let text = envelope("Backup", "1.2", &format!(r#"{{"id": "{ID}"}}"#));
    let mut read: Backup = wire::from_str(&text).unwrap();
    read.set_status(BackupStatus::Available).unwrap();
    let written = read.obj_to_primitive().unwrap();
    assert_eq!(written["versioned_object.version"], "1.2");
    let copy = read.obj_clone().obj_to_primitive().unwrap();
    assert_eq!(copy, written);
    let error = WriteOptions::default().target_version(Version::new(1, 4)).to_string(&read).unwrap_err();
    assert_eq!(error.to_string(), "Backup: invalid target version 1.4");
}

#[test]
fn a_uuid_is_written_in_lower_case_with_hyphens() {
    for given in [ID.to_uppercase(), ID.replace('-', ""), format!("{{{ID}}}"), format!("urn:uuid:{ID}")] {
        let read: Backup = wire::from_str(&backup(&format!(r#""id": "{given}""#))).unwrap();
        assert_eq!(read.obj_to_primitive().unwrap()["versioned_object.data"]["id"], ID);
    }
}

#[test]
fn an_offset_becomes_the_same_instant() {
    let read: Backup = wire::from_str(&backup(r#""created_at": "2016-06-14T10:28:42.9+02:00""#)).unwrap();
    assert_eq!(
        read.obj_to_primitive().unwrap()["versioned_object.data"]["created_at"],
        "2016-06-14T08:28:42Z"
    );
    assert!(read.to_string().contains("created_at=2016-06-14T08:28:42Z,"));
}

#[test]
fn credentials_are_masked_when_printed() {
    let volume = envelope("Volume", "1.6", r#"{"provider_auth": "CHAP user hunter2"}"#);
    let volume: Volume = wire::from_str(&volume).unwrap();
    let attachment =
        envelope("VolumeAttachment", "1.2", r#"{"connection_info": {"auth_password": "hunter2"}}"#);
    let attachment: VolumeAttachment = wire::from_str(&attachment).unwrap();
    for printed in
        [volume.to_string(), format!("{volume:?}"), attachment.to_string(), format!("{attachment:?}")]
    {
        assert!(printed.contains("'***'") && !printed.contains("hunter2"), "{printed}");
    }
    let differences = volume.obj_diff(&Volume::default());
    assert_eq!(
        format!("{} {differences:?}", differences[0]),
        "provider_auth: '***' -> <?> [FieldDiff(provider_auth: '***' -> <?>)]"
    );
    assert!(wire::to_string(&volume).unwrap().contains("hunter2"));
    let refused = refused::<VolumeAttachment>(&envelope(
        "VolumeAttachment",
        "1.2",
        r#"{"connection_info": "hunter2"}"#,
    ));
    assert_eq!(refused, "VolumeAttachment.connection_info: expected map, got ***");
}

#[test]
fn numbers_that_are_not_finite_are_not_written() {
    let mut backup = Backup::default();
    for field in Backup::descriptor().fields() {
        let value: Value = match field.name {
            "id" | "volume_id" => ID.into(),
            "user_id" | "project_id" => "x".into(),
            _ => Value::Null,
        };
        backup.set(field.name, value).unwrap();
    }
    assert!(backup.encode_record(&[("load", 0.5.into())]).is_ok());
    let error = backup.encode_record(&[("load", f64::NAN.into())]).unwrap_err();
    assert_eq!(error.to_string(), "expected finite number, got nan");
}

#[test]
fn a_record_has_integers_of_any_size() {
    // {"display_name": 1000000000000000000000000000000}, and the same with the key twice.
    for record in [
        "eyJkaXNwbGF5X25hbWUiOiAxMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwfQ==",
        "eyJkaXNwbGF5X25hbWUiOiAxLCAiZGlzcGxheV9uYW1lIjogMTAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMH0=",
    ] {
        let import = BackupImport::from_record(record).unwrap();
        assert_eq!(import.display_name().unwrap(), Some("1000000000000000000000000000000"));
        // A value of `serde_json` has no such number.
        assert_eq!(Backup::decode_record(record).unwrap()["display_name"], 1e30);
    }
}

#[test]
fn a_record_that_python_would_not_write_is_read_as_python_reads_it() {
    // {"size": 1, "size": 2}, the second with a line break in it: Python skips that, and keeps the last of a key.
    for record in ["eyJzaXplIjogMSwgInNpemUiOiAyfQ==", "eyJzaXplIjogMSwg\nInNpemUiOiAyfQ=="] {
        assert_eq!(BackupImport::from_record(record).unwrap().size().unwrap(), Some(2));
    }
    // {"size": "x"}
    let error = BackupImport::from_record("eyJzaXplIjogIngifQ==").unwrap_err();
    assert!(error.to_string().starts_with("BackupImport.size:"), "{error}");
    // [1]
    let error = BackupImport::from_record("WzFd").unwrap_err();
    assert_eq!(error.to_string(), "Invalid input received: Backup record is not a map of fields.");
}

/// `json.dumps` of Python has nothing but the blank to the tilde as it is.
#[test]
fn a_record_is_written_in_characters_that_are_seen() {
    let mut backup = Backup::default();
    for field in Backup::descriptor().fields().filter(|field| field.nullable()) {
        backup.set(field.name, Value::Null).unwrap();
    }
    let id = "6ba7b811-9dad-11d1-80b4-00c04fd430c8";
    backup.update([("id", id), ("user_id", "a"), ("project_id", "b"), ("volume_id", id)]).unwrap();
    backup.set_display_name("\u{7f}\u{80}~ \t".to_owned()).unwrap();
    let record = STANDARD.decode(backup.encode_record(&[]).unwrap()).unwrap();
    let text = String::from_utf8(record).unwrap();
    assert!(text.contains(r#""display_name": "\u007f\u0080~ \t""#), "{text}");
}
