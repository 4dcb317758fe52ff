//! A volume attachment, and a list of them: Cinder's `VolumeAttachment` 1.2 and `VolumeAttachmentList` 1.1.

use std::collections::BTreeMap;

use versioned_object_core::fields::Json;
use versioned_object_core::prelude::*;

use super::enums::VolumeAttachStatus;
use super::persistent::PersistentFields;
use super::volume::Volume;
use crate::python::cinder;

/// One attachment of a volume to an instance or a host.
///
/// Its row says of no project: whoever looks for attachments by themselves sees those of all. A user's are those of the
/// volumes that the user sees: `volume.load(Volume::VOLUME_ATTACHMENT)`.
#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.2",
    namespace = "cinder",
    python = cinder("cinder.objects.volume_attachment"),
    fingerprint = "b68b357a1756582b706006ea9de40c9a",
    relationships(..),
    extra_fields(project_id, volume_host),
    table = "volume_attachment",
    soft_delete(flag = deleted, at = deleted_at, set(attach_status = "deleted")),
    timestamps(created = created_at, updated = updated_at),
    dict = cinder,
    comparable
)]
pub struct VolumeAttachment {
    /// UUID of the attachment.
    id: Attr<Uuid>,
    /// UUID of the attached volume.
    volume_id: Attr<Uuid>,
    /// UUID of the instance; null when the volume is attached to a host.
    instance_uuid: Attr<Option<Uuid>>,
    /// The host; null when the volume is attached to an instance.
    attached_host: Attr<Option<String>>,
    /// The device in the instance or on the host, such as `/dev/vdb`.
    mountpoint: Attr<Option<String>>,
    /// When it was attached; null until then.
    attach_time: Attr<Option<DateTime<Utc>>>,
    /// When it was detached; null until then.
    detach_time: Attr<Option<DateTime<Utc>>>,
    /// How far attaching or detaching is.
    #[field(
        value("1.1", Reserved, instead = Attaching),
        value("1.1", Deleted, instead = Detached)
    )]
    attach_status: Attr<Option<VolumeAttachStatus>>,
    /// Whether it may be written: `rw` or `ro`.
    attach_mode: Attr<Option<String>>,
    /// The attached volume.
    #[field(since = "1.1", belongs_to(key = VOLUME_ID))]
    volume: Attr<Box<Volume>>,
    /// What a host needs to reach the volume, as the driver gave it; may hold secrets.
    #[field(since = "1.2")]
    #[field(sensitive)]
    connection_info: Attr<Option<BTreeMap<String, Option<Json>>>>,
    #[field(flatten)]
    persistent: PersistentFields,
    meta: ObjectMeta,
}

#[object_methods]
impl VolumeAttachment {
    /// The project that owns the volume; nothing when that is null.
    ///
    /// # Errors
    ///
    /// When `volume` or its `project_id` is unset.
    pub fn project_id(&self) -> Result<Option<String>> {
        Ok(self.volume()?.project_id()?.map(str::to_owned))
    }

    /// The backend that serves the volume; nothing when that is null.
    ///
    /// # Errors
    ///
    /// When `volume` or its `host` is unset.
    pub fn volume_host(&self) -> Result<Option<String>> {
        Ok(self.volume()?.host()?.map(str::to_owned))
    }
}

/// Attachments, in the order in which they were read.
#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.1",
    note("1.1", "found by host or instance without the volume"),
    namespace = "cinder",
    python = cinder("cinder.objects.volume_attachment"),
    fingerprint = "15ecf022a68ddbb8c2a6739cfc9f8f5e",
    list_of = VolumeAttachment
)]
pub struct VolumeAttachmentList {
    /// The attachments.
    objects: Attr<Vec<VolumeAttachment>>,
    meta: ObjectMeta,
}
