//! The older versions of the family.

#![allow(clippy::unwrap_used, reason = "an error fails the test")]

use backup_objects::{Backup, BackupImport, BackupStatus};
use versioned_object_core::prelude::*;

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
