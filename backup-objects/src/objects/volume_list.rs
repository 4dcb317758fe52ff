//! A list of volumes: Cinder's `VolumeList` 1.1.

use versioned_object_core::prelude::*;

use crate::Volume;

/// Volumes, in the order in which they were read.
#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.1",
    note("1.1", "the volumes are of Volume 1.1"),
    namespace = "cinder",
    fingerprint = "15ecf022a68ddbb8c2a6739cfc9f8f5e",
    list_of = Volume
)]
pub struct VolumeList {
    /// The volumes.
    objects: Attr<Vec<Volume>>,
    meta: ObjectMeta,
}
