//! A list of manageable snapshots: Cinder's `ManageableSnapshotList` 1.0.

use versioned_object_core::prelude::*;

use crate::ManageableSnapshot;

/// Snapshots that a backend has, as its driver lists them.
#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.0",
    namespace = "cinder",
    fingerprint = "15ecf022a68ddbb8c2a6739cfc9f8f5e",
    list_of = ManageableSnapshot
)]
pub struct ManageableSnapshotList {
    /// The snapshots.
    objects: Attr<Vec<ManageableSnapshot>>,
    meta: ObjectMeta,
}
