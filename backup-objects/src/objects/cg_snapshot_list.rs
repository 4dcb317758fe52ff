//! A list of consistency group snapshots: Cinder's `CGSnapshotList` 1.0.

use versioned_object_core::prelude::*;

use crate::CGSnapshot;

/// Consistency group snapshots, in the order in which they were read.
#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.0",
    namespace = "cinder",
    fingerprint = "15ecf022a68ddbb8c2a6739cfc9f8f5e",
    list_of = CGSnapshot
)]
pub struct CGSnapshotList {
    /// The consistency group snapshots.
    objects: Attr<Vec<CGSnapshot>>,
    meta: ObjectMeta,
}
