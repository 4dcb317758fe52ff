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
    fingerprint = "c50f7a68bb4c400dd53dd219685b3992",
    dict = cinder
)]
pub struct BackupImport {
    base: Backup,
}
