//! One backup with all its 26 fields. Both the benchmarks and the program whose instructions are counted have it.

use backup_objects::{Backup, BackupStatus, PersistentFieldsBuild as _};
use versioned_object_core::Result;
use versioned_object_core::chrono::{DateTime, TimeZone as _, Utc};
use versioned_object_core::uuid::{Uuid, uuid};

pub(crate) const ID: Uuid = uuid!("6ba7b810-9dad-11d1-80b4-00c04fd430c8");
pub(crate) const VOLUME_ID: Uuid = uuid!("7d444840-9dc0-11d1-b245-5ffdce74fad2");

pub(crate) fn at(hour: u32, minute: u32, second: u32) -> Option<DateTime<Utc>> {
    Utc.with_ymd_and_hms(2016, 6, 14, hour, minute, second).single()
}

/// A backup, all fields changed.
///
/// # Errors
/// None: the fields take these values.
pub fn backup() -> Result<Backup> {
    Backup::builder()
        .id(ID)
        .user_id("alice")
        .project_id("proj-a")
        .volume_id(VOLUME_ID)
        .host("back1@lvm")
        .availability_zone("nova")
        .container("volumebackups")
        .parent_id(None)
        .status(BackupStatus::Available)
        .fail_reason("")
        .size(10)
        .display_name("nightly")
        .display_description("a backup")
        .service_metadata("volume_x/2016")
        .service("cinder.backup.drivers.swift")
        .object_count(22)
        .temp_volume_id(None)
        .temp_snapshot_id(None)
        .num_dependent_backups(0)
        .snapshot_id(None)
        .data_timestamp(at(10, 28, 42))
        .restore_volume_id(None)
        .created_at(at(10, 28, 42))
        .updated_at(at(10, 30, 0))
        .deleted_at(None)
        .deleted(false)
        .build_orphan()
}
