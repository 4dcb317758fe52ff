//! A list of snapshots: Cinder's `SnapshotList` 1.0.

use versioned_object_core::prelude::*;

use crate::Snapshot;

/// Snapshots, in the order in which they were read.
#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.0",
    namespace = "cinder",
    fingerprint = "15ecf022a68ddbb8c2a6739cfc9f8f5e",
    list_of = Snapshot
)]
pub struct SnapshotList {
    /// The snapshots.
    objects: Attr<Vec<Snapshot>>,
    meta: ObjectMeta,
}
