//! The same backup in plain structs.

use crate::backup::{ID, VOLUME_ID, at};
use crate::peer::{self, fixed_layout, own_serde};

macro_rules! plain_backup {
    ($(#[$doc:meta])* $name:ident, $module:ident) => {
        $(#[$doc])*
        pub fn $name() -> $module::Backup {
            let text = |text: &str| Some(text.to_owned());
            $module::Backup {
                id: ID,
                user_id: "alice".to_owned(),
                project_id: "proj-a".to_owned(),
                volume_id: VOLUME_ID,
                host: text("back1@lvm"),
                availability_zone: text("nova"),
                container: text("volumebackups"),
                parent_id: None,
                status: Some(peer::BackupStatus::Available),
                fail_reason: text(""),
                size: Some(10),
                display_name: text("nightly"),
                display_description: text("a backup"),
                service_metadata: text("volume_x/2016"),
                service: text("cinder.backup.drivers.swift"),
                object_count: Some(22),
                temp_volume_id: None,
                temp_snapshot_id: None,
                num_dependent_backups: Some(0),
                snapshot_id: None,
                data_timestamp: at(10, 28, 42),
                restore_volume_id: None,
                created_at: at(10, 28, 42),
                updated_at: at(10, 30, 0),
                deleted_at: None,
                deleted: Some(false),
            }
        }
    };
}

plain_backup! {
    /// The plain backup whose moments chrono writes and reads.
    own_serde_backup, own_serde
}

plain_backup! {
    /// The plain backup whose moments have a fixed layout.
    fixed_layout_backup, fixed_layout
}

#[cfg(test)]
mod tests {
    use backup_objects::Backup;

    use super::*;
    use crate::backup;

    #[test]
    fn a_backup_has_at_most_a_tenth_more_bytes_than_a_plain_struct() {
        let (ours, plain) = (size_of::<Backup>(), size_of::<own_serde::Backup>());
        assert!(ours * 10 <= plain * 11, "{ours} bytes against {plain}");
    }

    #[test]
    fn the_three_backups_are_written_alike() {
        let mut backup = backup().unwrap();
        let dirty = versioned_object_core::wire::to_string(&backup).unwrap();
        let changes = versioned_object_core::ObjectExt::obj_what_changed(&backup);
        let own = peer::Envelope::backup(own_serde_backup(), changes.clone());
        let fixed = peer::Envelope::backup(fixed_layout_backup(), changes);
        assert_eq!(dirty, serde_json::to_string(&own).unwrap());
        assert_eq!(dirty, serde_json::to_string(&fixed).unwrap());
        versioned_object_core::ObjectExt::obj_reset_changes(&mut backup, &[], false);
        let clean = versioned_object_core::wire::to_string(&backup).unwrap();
        let own = peer::Envelope::backup(own_serde_backup(), Vec::new());
        assert_eq!(clean, serde_json::to_string(&own).unwrap());
    }
}
