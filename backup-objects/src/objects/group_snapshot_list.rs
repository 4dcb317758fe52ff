//! A list of group snapshots: Cinder's `GroupSnapshotList` 1.0.

use versioned_object_core::prelude::*;

use crate::GroupSnapshot;

/// Group snapshots, in the order in which they were read.
#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.0",
    namespace = "cinder",
    fingerprint = "15ecf022a68ddbb8c2a6739cfc9f8f5e",
    list_of = GroupSnapshot
)]
pub struct GroupSnapshotList {
    /// The group snapshots.
    objects: Attr<Vec<GroupSnapshot>>,
    meta: ObjectMeta,
}
