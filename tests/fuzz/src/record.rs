//! Backups as one line of text.

use backup_objects::{Backup, BackupImport};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use versioned_object_core::prelude::*;

use crate::property::check_object;

/// Reads the input as a record, and as the JSON in one.
pub fn run(data: &[u8]) {
    if let Ok(record) = std::str::from_utf8(data) {
        check(record);
    }
    check(&STANDARD.encode(data));
}

fn check(record: &str) {
    let decoded = Backup::decode_record(record);
    match &decoded {
        Ok(value) => {
            let again = Backup::decode_record(&STANDARD.encode(value.to_string())).unwrap();
            assert_eq!(&again, value, "decoded again");
        }
        Err(error) => assert!(is_about_input(error), "{error:?}"),
    }
    match BackupImport::from_record(record) {
        Ok(backup) => {
            // What no field asks for may be infinite, but is no JSON.
            let is_infinite = |error: Error| error.to_string().ends_with("Can't parse backup record.");
            assert!(decoded.map_or_else(is_infinite, |value| value.is_object()), "read, but not decoded");
            check_object(&backup);
            complete(&backup);
        }
        Err(error) => assert!(is_about_input(&error) || error.path().is_some(), "{error:?}"),
    }
}

fn is_about_input(error: &Error) -> bool {
    matches!(error, Error::Application { kind: "InvalidInput", .. } | Error::LimitExceeded { .. })
}

/// A backup that has all its fields makes a record, which gives the same backup.
fn complete(backup: &BackupImport) {
    let Ok(record) = backup.encode_record(&[("backup_url", "swift://b".into()), ("id", "none".into())])
    else {
        assert!(
            BackupImport::descriptor().fields().any(|field| !backup.obj_attr_is_set(field.name).unwrap())
        );
        return;
    };
    let again = BackupImport::from_record(&record).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(again.encode_record(&[]).unwrap(), backup.encode_record(&[]).unwrap());
}
