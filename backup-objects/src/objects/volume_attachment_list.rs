//! A list of attachments: Cinder's `VolumeAttachmentList` 1.1.

use versioned_object_core::prelude::*;

use crate::VolumeAttachment;

/// Attachments, in the order in which they were read.
#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.1",
    note("1.1", "found by host or instance without the volume"),
    namespace = "cinder",
    fingerprint = "15ecf022a68ddbb8c2a6739cfc9f8f5e",
    list_of = VolumeAttachment
)]
pub struct VolumeAttachmentList {
    /// The attachments.
    objects: Attr<Vec<VolumeAttachment>>,
    meta: ObjectMeta,
}
