//! The older versions of the family.

#![allow(clippy::unwrap_used, reason = "an error fails the test")]

use SnapshotStatus::{BackingUp, Deleted, Restoring, Unmanaging};
use backup_objects::{Backup, BackupImport, BackupList, BackupStatus, Snapshot, SnapshotStatus, releases};
use versioned_object_core::prelude::*;
use versioned_object_core::wire::WriteOptions;

/// What oslo computes for each version of Cinder's Backup.
#[test]
fn every_older_version_has_its_published_fingerprint() {
    let published: serde_json::Value =
        serde_json::from_str(include_str!("data/backup-fingerprints-by-version.json")).unwrap();
    for minor in 0..=4 {
        let version = Version::new(1, minor);
        for descriptor in [Backup::descriptor(), BackupImport::descriptor()] {
            let computed = descriptor.fingerprint_at(version).unwrap();
            assert_eq!(format!("{version}-{computed}"), published[version.to_string()].as_str().unwrap());
        }
    }
}

#[test]
fn a_status_of_1_2_is_any_text_that_is_one_of_ours() {
    let read = |status: &str| {
        wire::Reader::new().read_value::<Backup>(serde_json::json!({
            "versioned_object.name": "Backup",
            "versioned_object.namespace": "cinder",
            "versioned_object.version": "1.2",
            "versioned_object.data": {"status": status},
        }))
    };
    let backup = read("available").unwrap();
    assert_eq!(backup.status().unwrap(), Some(BackupStatus::Available));
    assert!(wire::to_string(&backup).unwrap().contains(r#""status":"available""#));
    let error = read("lost").unwrap_err().to_string();
    assert!(error.starts_with("Backup.status: expected one of `error`"), "{error}");
}

#[test]
fn a_device_info_reaches_nineteen_types() {
    let versions = backup_objects::registry().obj_tree_get_versions("BackupDeviceInfo").unwrap();
    assert_eq!(versions.len(), 19, "{versions:?}");
    assert_eq!(versions["Volume"], Version::new(1, 6));
    assert_eq!(versions["Snapshot"], Version::new(1, 5));
}

/// The rules of Cinder's own `Snapshot.obj_make_compatible`.
#[test]
fn an_older_peer_gets_a_status_that_it_knows() {
    let written = |status: SnapshotStatus, minor: u32| {
        let snapshot = Snapshot::builder().status(status).build_orphan().unwrap();
        let options = WriteOptions::default().target_version(Version::new(1, minor));
        let envelope = options.to_value(&snapshot).unwrap();
        assert_eq!(envelope["versioned_object.changes"], serde_json::json!(["status"]));
        envelope["versioned_object.data"]["status"].as_str().unwrap().to_owned()
    };
    let at_every_version = |status| (0..6).map(|minor| written(status, minor)).collect::<Vec<_>>();
    assert_eq!(at_every_version(Deleted), ["deleted"; 6]);
    let [old, new] = ["deleting", "unmanaging"];
    assert_eq!(at_every_version(Unmanaging), [old, old, old, new, new, new]);
    let [old, new] = ["available", "backing-up"];
    assert_eq!(at_every_version(BackingUp), [old, old, old, old, new, new]);
    let [old, new] = ["available", "restoring"];
    assert_eq!(at_every_version(Restoring), [old, old, old, old, old, new]);
}

#[test]
fn every_release_of_cinder_gets_what_it_knows() {
    let releases = releases();
    assert_eq!(releases.current(), Some("1.26"));
    // Cinder's own table names no `CGSnapshot` before Mitaka, and its Liberty has them in its snapshots.
    let told = releases.check(backup_objects::registry()).unwrap_err().to_string();
    let forgotten = "liberty is sent Snapshot 1.0 with CGSnapshot 1.1, and knows no version of it";
    assert_eq!(told.split_once("because: ").unwrap().1, forgotten);
    let backup = Backup::builder().snapshot_id("s").restore_volume_id("v").build_orphan().unwrap();
    let list = BackupList::from(vec![backup.clone()]);
    for (release, version, fields) in [
        ("liberty", "1.1", &[][..]),
        ("1.0", "1.3", &["snapshot_id"]),
        ("1.1", "1.3", &["snapshot_id"]),
        ("1.2", "1.4", &["restore_volume_id", "snapshot_id"]),
        ("1.26", "1.4", &["restore_volume_id", "snapshot_id"]),
    ] {
        let alone = releases.options(release).unwrap().to_value(&backup).unwrap();
        let inside = releases.options(release).unwrap().to_value(&list).unwrap();
        for envelope in [&alone, &inside["versioned_object.data"]["objects"][0]] {
            assert_eq!(envelope["versioned_object.version"], version, "{release}");
            let mut found: Vec<_> = envelope["versioned_object.data"].as_object().unwrap().keys().collect();
            found.sort();
            assert_eq!(found, fields, "{release}");
        }
    }
    let error = releases.options("1.27").unwrap_err();
    assert_eq!(error.to_string(), "objects are capped to the unknown release 1.27");
}
