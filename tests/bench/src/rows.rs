//! Rows of backups, as the benchmarks of databases make, read and write them.

use std::error::Error;

use backup_objects::{Backup, BackupImport, BackupStatus};
use chrono::NaiveDateTime;
use versioned_object_core::prelude::*;
use versioned_object_core::store::ConditionalUpdate;

/// What a side of a benchmark gives.
pub type Done<T = ()> = Result<T, Box<dyn Error>>;

/// A row without anything around it.
pub struct Plain {
    /// The columns that are null or a text, from `host` to `restore_volume_id`.
    pub texts: [Option<String>; 14],
    /// Its key.
    pub id: Uuid,
    /// Whose it is.
    pub user_id: String,
    /// Of which project.
    pub project_id: String,
    /// What was backed up.
    pub volume_id: Uuid,
    /// `size`, `object_count` and `num_dependent_backups`.
    pub numbers: [Option<i64>; 3],
    /// Whether it is deleted.
    pub deleted: Option<bool>,
    /// The columns with a moment, from `data_timestamp` to `deleted_at`.
    pub moments: [Option<NaiveDateTime>; 4],
}

/// The columns of a plain row, in the order in which it is read.
pub const COLUMNS: &str = "id, user_id, project_id, volume_id, host, availability_zone, container, parent_id, status, \
    fail_reason, display_name, display_description, service_metadata, service, temp_volume_id, temp_snapshot_id, \
    snapshot_id, restore_volume_id, size, object_count, num_dependent_backups, deleted, data_timestamp, created_at, \
    updated_at, deleted_at";

/// The keys of some of so many rows, not in their order.
pub fn keys(number: u128, rows: u128) -> impl Iterator<Item = Uuid> {
    (0..number).map(move |nth| Uuid::from_u128(nth * 7919 % rows + 1))
}

/// A new backup with the key of this number.
///
/// # Errors
/// None: the fields take these values.
pub fn import(ctx: &Context, number: u128) -> Result<BackupImport, versioned_object_core::Error> {
    let mut import = BackupImport::new(ctx);
    import.set_id(Uuid::from_u128(number))?;
    import.set_user_id("0a9c8b7d6e5f4a3b2c1d0e9f8a7b6c5d")?;
    import.set_project_id("lab")?;
    import.set_volume_id(Uuid::from_u128(number / 3))?;
    import.set_host("backup-node-1@az1")?;
    import.set_availability_zone("nova")?;
    import.set_container("volumebackups")?;
    import.set_service("cinder.backup.drivers.swift.SwiftBackupDriver")?;
    import.set_service_metadata("volume_6ba7b810/20160614102842/az_nova_backup_7d444840")?;
    import.set_display_name("nightly")?;
    import.set("status", "available")?;
    import.set_size(i64::try_from(number % 100).unwrap_or_default())?;
    import.set_object_count(22)?;
    Ok(import)
}

/// Rows of these keys, read one by one.
///
/// # Errors
/// Those of the store.
pub fn get_each(ctx: &Context, keys: impl Iterator<Item = Uuid>) -> Done<Vec<Backup>> {
    let backups = keys.map(|key| pollster::block_on(Backup::get_by_id(ctx, key)));
    Ok(backups.collect::<Result<Vec<_>, _>>()?)
}

/// Gives each a name.
///
/// # Errors
/// Those of the store.
pub async fn save_each(backups: &mut [Backup], name: &str) -> Result<(), versioned_object_core::Error> {
    for backup in backups {
        backup.set_display_name(name)?;
        backup.save().await?;
    }
    Ok(())
}

/// Gives each another status, if it has the expected one.
///
/// # Errors
/// Those of the store.
///
/// # Panics
/// When one has another.
pub async fn swap_each(
    backups: &mut [Backup],
    from: BackupStatus,
    to: BackupStatus,
) -> Result<(), versioned_object_core::Error> {
    for backup in backups {
        let update = ConditionalUpdate::new().set(Backup::STATUS, to).expect(Backup::STATUS.eq(from));
        assert!(backup.conditional_update(update).await?);
    }
    Ok(())
}
