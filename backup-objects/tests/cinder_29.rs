//! What the real Cinder 29 writes of its Backup 1.7 for older versions, read here and written back.

#![allow(clippy::unwrap_used, reason = "an error fails the test")]

use std::collections::BTreeSet;

use backup_objects::{Backup, BackupStatus, registry};
use serde_json::{Value as Json, json};
use versioned_object_core::fields::UnknownFields;
use versioned_object_core::prelude::*;
use versioned_object_core::wire::Reader;

/// Every case with its envelope.
fn cases() -> impl Iterator<Item = (String, Json)> {
    include_str!("data/cinder-29-backups.jsonl").lines().map(|line| {
        let mut case: Json = serde_json::from_str(line).unwrap();
        (case["case"].as_str().unwrap().to_owned(), case["envelope"].take())
    })
}

fn reader(policy: UnknownFields) -> Reader<'static> {
    Reader::new().registry(registry()).unknown_fields(policy)
}

fn written(object: &dyn DynObject) -> Json {
    let mut envelope: Json = serde_json::from_str(&wire::to_string(object).unwrap()).unwrap();
    sort_changes(&mut envelope);
    envelope
}

/// Python names changed fields in no order; the file has them sorted.
fn sort_changes(value: &mut Json) {
    match value {
        Json::Array(items) => items.iter_mut().for_each(sort_changes),
        Json::Object(map) => {
            for (key, item) in map {
                if key == "versioned_object.changes" {
                    item.as_array_mut().unwrap().sort_by_key(ToString::to_string);
                } else {
                    sort_changes(item);
                }
            }
        }
        _ => {}
    }
}

/// The fields of an envelope, and of every one in it, that the declarations have not, nor the version on the envelope where
/// `data` says so: their names go from the changes, and with `data` they themselves.
fn without_unknown(envelope: &mut Json, data: bool, unknown: &mut BTreeSet<String>) {
    match envelope {
        Json::Array(items) => items.iter_mut().for_each(|item| without_unknown(item, data, unknown)),
        Json::Object(map) => {
            if let Some(name) = map.get("versioned_object.name").and_then(Json::as_str) {
                let object = registry().latest(name).unwrap();
                let name = name.to_owned();
                let version: Version = map["versioned_object.version"].as_str().unwrap().parse().unwrap();
                let is_older = data && version.older_than(object.version);
                let is_known = |name: &str| {
                    object.field(name).is_some_and(|field| !is_older || field.exists_in(version))
                };
                let fields = map["versioned_object.data"].as_object_mut().unwrap();
                let newer = fields.keys().filter(|field| !is_known(field));
                unknown.extend(newer.map(|field| format!("{name}.{field}")));
                if data {
                    fields.retain(|field, _| is_known(field));
                }
                // What is in an unknown field is no envelope to us.
                for (_, value) in fields.iter_mut().filter(|(field, _)| is_known(field)) {
                    without_unknown(value, data, unknown);
                }
                if let Some(Json::Array(changes)) = map.get_mut("versioned_object.changes") {
                    changes.retain(|field| is_known(field.as_str().unwrap()));
                    if changes.is_empty() {
                        map.remove("versioned_object.changes");
                    }
                }
            }
        }
        _ => {}
    }
}

#[test]
fn what_cinder_29_backports_is_read_and_written_back() {
    let mut unknown = BTreeSet::new();
    let mut count = 0;
    for (case, envelope) in cases() {
        count += 1;
        // Kept, the fields of 29 go back as they came.
        let object = reader(UnknownFields::Keep).read_any_value(envelope.clone()).unwrap();
        let mut expected = envelope.clone();
        without_unknown(&mut expected, false, &mut unknown);
        assert_eq!(written(&*object), expected, "{case}");

        let object = reader(UnknownFields::Ignore).read_any_value(envelope.clone()).unwrap();
        let mut expected = envelope.clone();
        without_unknown(&mut expected, true, &mut BTreeSet::new());
        assert_eq!(written(&*object), expected, "{case}");

        // What the declarations write themselves has nothing that they do not read.
        assert!(reader(UnknownFields::Reject).read_any_value(expected).is_ok(), "{case}");
        assert!(reader(UnknownFields::Reject).read_any_value(envelope).is_err(), "{case}");
    }
    assert_eq!(count, 19);
    // Cinder 29 removes nothing: its compat code is gone.
    let newer = [
        "Backup.encryption_key_id",
        "Backup.metadata",
        "Backup.parent",
        "BackupImport.encryption_key_id",
        "BackupImport.metadata",
        "Snapshot.use_quota",
        "Volume.service_uuid",
        "Volume.shared_targets",
        "Volume.use_quota",
        "VolumeAttachment.connector",
    ];
    assert_eq!(unknown.iter().collect::<Vec<_>>(), newer.iter().collect::<Vec<_>>());
}

#[test]
fn a_backup_of_cinder_29_has_its_values() {
    let (_, envelope) = cases().find(|(case, _)| case == "full at 1.4").unwrap();
    let backup: Backup = Reader::new().read_value(envelope).unwrap();
    assert_eq!(backup.obj_version(), Version::new(1, 4));
    assert_eq!(backup.status().unwrap(), Some(BackupStatus::Available));
    assert_eq!(backup.size().unwrap(), Some(10));
    assert_eq!(backup.display_description().unwrap(), Some("Änderungen"));
    assert_eq!(backup.data_timestamp().unwrap().unwrap().to_rfc3339(), "2026-03-01T02:00:11+00:00");
    assert!(backup.has_dependent_backups().unwrap());
    assert!(backup.obj_what_changed().is_empty());
}

/// At 1.0 the real Cinder still writes what 1.4 has. What is read stays; what is written for 1.0 here does not have it.
#[test]
fn a_backup_of_1_0_goes_out_as_one() {
    let (_, envelope) = cases().find(|(case, _)| case == "full at 1.0").unwrap();
    let backup: Backup = Reader::new().read_value(envelope).unwrap();
    assert_eq!(backup.obj_version(), Version::new(1, 0));
    assert_eq!(backup.num_dependent_backups().unwrap(), Some(1));
    let (_, envelope) = cases().find(|(case, _)| case == "full at 1.4").unwrap();
    let backup: Backup = Reader::new().read_value(envelope).unwrap();
    let options = wire::WriteOptions::default().target_version(Version::new(1, 0));
    let fields = options.to_value(&backup).unwrap()["versioned_object.data"].take();
    for newer in ["num_dependent_backups", "snapshot_id", "data_timestamp", "restore_volume_id"] {
        assert_eq!(fields.get(newer), None, "{newer}");
    }
    assert_eq!(fields["status"], json!("available"));
}
