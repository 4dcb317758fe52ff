//! A backup that is being imported: Cinder's `BackupImport` 1.4.

use versioned_object_core::prelude::*;

use crate::Backup;

/// A backup whose record is being imported, which keeps the UUID it had where it was exported.
///
/// The UUID has to stay, since incremental backups name their parent by it. It is a [`Backup`] in all other
/// respects, and becomes one when the import is complete.
#[derive(Clone, VersionedObject)]
#[versioned_object(
    namespace = "cinder",
    extends = Backup,
    table = "backups",
    fingerprint = "c50f7a68bb4c400dd53dd219685b3992",
    comparable
)]
pub struct BackupImport {
    base: Backup,
}

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
        crate::record::object(record)
    }

    /// The backup that this import becomes when it is complete.
    pub fn promote(self) -> Backup {
        self.into()
    }
}
