//! A backup, one that is being imported, and a list of backups: Cinder's `Backup` 1.4, `BackupImport` 1.4 and
//! `BackupList` 1.0.

use versioned_object_core::prelude::*;

use super::enums::BackupStatus;
use super::persistent::PersistentFields;
use crate::config::{NameTemplates, templates};
use crate::python::cinder;
use crate::record;

/// A copy of a volume or snapshot, kept by a backup service in a container of its storage.
///
/// An incremental backup holds only what differs from its parent, so the parent has to outlive it.
#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.4",
    namespace = "cinder",
    python = cinder("cinder.objects.backup").not_comparable(),
    fingerprint = "c50f7a68bb4c400dd53dd219685b3992",
    extra_fields(name, is_incremental, has_dependent_backups),
    table = "backups",
    project = project_id,
    soft_delete(flag = deleted, at = deleted_at, set(status = "deleted")),
    timestamps(created = created_at, updated = updated_at),
    null_integers = zero,
    dict = cinder,
    comparable
)]
pub struct Backup {
    /// UUID of the backup.
    id: Attr<Uuid>,
    /// The user who asked for the backup.
    user_id: Attr<String>,
    /// The project that owns the backup.
    project_id: Attr<String>,
    /// UUID of the volume that was backed up.
    volume_id: Attr<Uuid>,
    /// The host of the backup service that has the backup; null until one is chosen.
    host: Attr<Option<String>>,
    /// The availability zone of the backup service.
    availability_zone: Attr<Option<String>>,
    /// The container, bucket or directory in the backup storage; null leaves the choice to the driver.
    container: Attr<Option<String>>,
    /// UUID of the backup that this one is incremental to; null or empty for a full backup.
    #[field(sql_type = "VARCHAR(36)")]
    parent_id: Attr<Option<String>>,
    /// Where the backup is in its life.
    #[field(changed("1.3", from = Option<String>, down = BackupStatus::as_str, up = BackupStatus::from_text))]
    status: Attr<Option<BackupStatus>>,
    /// Why the last operation failed; null when none has.
    #[field(to_column(fail_reason_to_column, updates = as_is))]
    fail_reason: Attr<Option<String>>,
    /// Size of the backed-up volume in GiB.
    size: Attr<Option<i64>>,
    /// The user's name for the backup.
    display_name: Attr<Option<String>>,
    /// The user's description of the backup.
    display_description: Attr<Option<String>>,
    /// What the backup driver needs to find the data again, in its own format.
    service_metadata: Attr<Option<String>>,
    /// The backup driver that wrote the backup.
    service: Attr<Option<String>>,
    /// How many objects the backup consists of in the backup storage.
    object_count: Attr<Option<i64>>,
    /// UUID of the temporary volume that the data is read from while the volume is in use.
    #[field(sql_type = "VARCHAR(36)")]
    temp_volume_id: Attr<Option<String>>,
    /// UUID of the temporary snapshot that the data is read from while the volume is in use.
    #[field(sql_type = "VARCHAR(36)")]
    temp_snapshot_id: Attr<Option<String>>,
    /// How many incremental backups have this one as their parent.
    #[field(since = "1.1")]
    num_dependent_backups: Attr<Option<i64>>,
    /// UUID of the snapshot that was backed up; null when the volume itself was.
    #[field(since = "1.2", sql_type = "VARCHAR(36)")]
    snapshot_id: Attr<Option<String>>,
    /// When the backed-up data was current: the snapshot's creation, or the backup's own without one.
    #[field(since = "1.2")]
    data_timestamp: Attr<Option<DateTime<Utc>>>,
    /// UUID of the volume that the backup is being restored to, or was last.
    #[field(since = "1.4", sql_type = "VARCHAR(36)")]
    restore_volume_id: Attr<Option<String>>,
    #[field(flatten)]
    persistent: PersistentFields,
    meta: ObjectMeta,
}

/// What the column takes of a reason: nothing is written as an empty text, and no more than 255 characters.
fn fail_reason_to_column(value: Value) -> Value {
    match value {
        Value::Null => Value::String(String::new()),
        Value::String(mut text) => {
            if let Some((end, _)) = text.char_indices().nth(255) {
                text.truncate(end);
            }
            Value::String(text)
        }
        other => other,
    }
}

#[object_methods]
impl Backup {
    /// The name of the backup at its backend: the backup name template with `id` in it.
    ///
    /// # Errors
    /// When `id` is unset.
    pub fn name(&self) -> Result<String> {
        Ok(NameTemplates::apply(&templates(self).backup, &self.id()?.to_string()))
    }

    /// Whether the backup holds only what differs from a parent.
    ///
    /// # Errors
    /// When `parent_id` is unset.
    pub fn is_incremental(&self) -> Result<bool> {
        Ok(self.parent_id()?.is_some_and(|parent| !parent.is_empty()))
    }

    /// Whether incremental backups have this one as their parent.
    ///
    /// # Errors
    /// When `num_dependent_backups` is unset.
    pub fn has_dependent_backups(&self) -> Result<bool> {
        Ok(self.num_dependent_backups()?.is_some_and(|count| count != 0))
    }

    /// The backup as one line of text, to be imported by another cloud: base64 of a JSON map of all fields, and of
    /// extra entries, which never overwrite fields.
    ///
    /// The text is the one that Cinder writes, byte for byte.
    ///
    /// ```
    /// use backup_objects::Backup;
    /// use versioned_object_core::prelude::*;
    ///
    /// let incomplete = Backup::builder().user_id("alice").build_orphan()?;
    /// assert!(incomplete.encode_record(&[("backup_url", "swift://b".into())]).is_err());
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// When a field is unset: a record is complete or it is none. [`Error::LimitExceeded`] when it would be larger than
    /// one that is read, 16 MiB.
    #[python(encode_record(self, **kwargs))]
    pub fn encode_record(&self, extra: &[(&str, Value)]) -> Result<String> {
        record::encode(self, extra.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect())
    }

    /// Reads what [`Backup::encode_record`] wrote, or Cinder: any JSON value, usually a map of fields.
    ///
    /// As in Python, characters outside the base64 alphabet are skipped, and the last of two equal keys counts.
    ///
    /// # Errors
    /// `InvalidInput`, when the text is not base64 or what it holds is not JSON. [`Error::LimitExceeded`] for more than
    /// 16 MiB, and beyond the [default limits](wire::Limits) of depth and elements.
    #[python(decode_record(backup_url))]
    pub fn decode_record(record: &str) -> Result<serde_json::Value> {
        record::decode(record)
    }
}

/// A backup whose record is being imported, which keeps the UUID it had where it was exported.
///
/// The UUID has to stay, since incremental backups name their parent by it. It is a [`Backup`] in all other
/// respects, and becomes one when the import is complete. It is for that alone: what creates the row of a backup that is
/// being imported, and nothing else, uses it.
#[derive(Clone, VersionedObject)]
#[versioned_object(
    namespace = "cinder",
    python = cinder("cinder.objects.backup"),
    extends = Backup,
    table = "backups",
    fingerprint = "c50f7a68bb4c400dd53dd219685b3992",
    comparable
)]
pub struct BackupImport {
    base: Backup,
}

#[object_methods]
impl BackupImport {
    /// The backup of a record that [`Backup::encode_record`] wrote; entries that are no fields are left out.
    ///
    /// ```
    /// use backup_objects::{Backup, BackupImport};
    ///
    /// let error = BackupImport::from_record("bm8=").unwrap_err();
    /// assert_eq!(error.to_string(), "Invalid input received: Can't parse backup record.");
    /// ```
    ///
    /// # Errors
    /// `InvalidInput` for what is not a record, and whatever a field does not take, with its path.
    pub fn from_record(record: &str) -> Result<Self> {
        record::object(record)
    }

    /// The backup that this import becomes when it is complete.
    pub fn promote(self) -> Backup {
        self.into()
    }
}

/// Backups, in the order in which they were read.
#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.0",
    namespace = "cinder",
    python = cinder("cinder.objects.backup"),
    fingerprint = "15ecf022a68ddbb8c2a6739cfc9f8f5e",
    list_of = Backup
)]
pub struct BackupList {
    /// The backups.
    objects: Attr<Vec<Backup>>,
    meta: ObjectMeta,
}
