//! A list of volume types: Cinder's `VolumeTypeList` 1.1.

use versioned_object_core::prelude::*;

use crate::VolumeType;

/// Volume types, in the order in which they were read.
#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.1",
    note("1.1", "lists are read in pages"),
    namespace = "cinder",
    fingerprint = "15ecf022a68ddbb8c2a6739cfc9f8f5e",
    list_of = VolumeType
)]
pub struct VolumeTypeList {
    /// The volume types.
    objects: Attr<Vec<VolumeType>>,
    meta: ObjectMeta,
}
