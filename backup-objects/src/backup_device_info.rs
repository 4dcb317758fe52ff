//! What a backup reads from: Cinder's `BackupDeviceInfo` 1.0.

use versioned_object_core::prelude::*;

use crate::{Snapshot, Volume};

/// The device that a backup reads its data from: a volume or a snapshot, one of the two.
#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.0",
    namespace = "cinder",
    fingerprint = "74b3950676c690538f4bc6796bd0042e",
    extra_fields(is_snapshot, device_obj),
    dict = cinder,
    comparable
)]
pub struct BackupDeviceInfo {
    /// The volume to read; unset when it is a snapshot.
    volume: Attr<Option<Box<Volume>>>,
    /// The snapshot to read; unset when it is a volume.
    snapshot: Attr<Option<Box<Snapshot>>>,
    /// Whether the driver opens the device without root privileges.
    #[field(default = false)]
    secure_enabled: Attr<bool>,
    meta: ObjectMeta,
}
