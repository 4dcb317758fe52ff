//! A list of manageable volumes: Cinder's `ManageableVolumeList` 1.0.

use versioned_object_core::prelude::*;

use crate::ManageableVolume;

/// Volumes that a backend has, as its driver lists them.
#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.0",
    namespace = "cinder",
    fingerprint = "15ecf022a68ddbb8c2a6739cfc9f8f5e",
    list_of = ManageableVolume
)]
pub struct ManageableVolumeList {
    /// The volumes.
    objects: Attr<Vec<ManageableVolume>>,
    meta: ObjectMeta,
}
