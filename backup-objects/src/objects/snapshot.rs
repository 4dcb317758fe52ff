//! A snapshot, and a list of snapshots: Cinder's `Snapshot` 1.5 and `SnapshotList` 1.0.

use std::collections::BTreeMap;

use versioned_object_core::prelude::*;

use super::cg_snapshot::CGSnapshot;
use super::enums::SnapshotStatus;
use super::group_snapshot::GroupSnapshot;
use super::persistent::PersistentFields;
use super::volume::Volume;
use crate::config::{NameTemplates, templates};
use crate::python::cinder;

/// The state of a volume at one moment.
#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.5",
    note("1.2", "work on it that a service left behind can be cleaned up"),
    namespace = "cinder",
    python = cinder("cinder.objects.snapshot"),
    fingerprint = "ac1cdbd5b89588f6a8f44afdf6b8b201",
    relationships(..),
    extra_fields(name, volume_name),
    table = "snapshots",
    project = project_id,
    soft_delete(flag = deleted, at = deleted_at, set(status = "deleted")),
    timestamps(created = created_at, updated = updated_at),
    null_integers = zero,
    dict = cinder,
    comparable
)]
pub struct Snapshot {
    /// UUID of the snapshot.
    id: Attr<Uuid>,
    /// The user who created the snapshot.
    user_id: Attr<Option<String>>,
    /// The project that owns the snapshot.
    project_id: Attr<Option<String>>,
    /// UUID of the volume it is taken of.
    volume_id: Attr<Option<Uuid>>,
    /// UUID of the consistency group snapshot that it is part of; null outside of one.
    cgsnapshot_id: Attr<Option<Uuid>>,
    /// UUID of the group snapshot that it is part of; null outside of one.
    #[field(since = "1.1")]
    group_snapshot_id: Attr<Option<Uuid>>,
    /// Where the snapshot is in its life.
    #[field(
        changed("1.1", from = Option<String>, down = SnapshotStatus::as_str, up = SnapshotStatus::from_text),
        value("1.3", Unmanaging, instead = Deleting),
        value("1.4", BackingUp, instead = Available),
        value("1.5", Restoring, instead = Available)
    )]
    status: Attr<Option<SnapshotStatus>>,
    /// How far its creation is, as text with a per cent sign.
    progress: Attr<Option<String>>,
    /// Size in GiB of the volume when the snapshot was taken.
    volume_size: Attr<Option<i64>>,
    /// The user's name for the snapshot.
    display_name: Attr<Option<String>>,
    /// The user's description of the snapshot.
    display_description: Attr<Option<String>>,
    /// UUID of the encryption key in the key manager; null when the volume is not encrypted.
    encryption_key_id: Attr<Option<Uuid>>,
    /// UUID of the type of the volume; null when the volume has none.
    volume_type_id: Attr<Option<Uuid>>,
    /// Where the backend keeps the snapshot, in the format of its driver.
    provider_location: Attr<Option<String>>,
    /// The backend's identifier for the snapshot.
    provider_id: Attr<Option<String>>,
    /// The user's key-value pairs.
    #[field(no_column)]
    metadata: Attr<BTreeMap<String, String>>,
    /// Credentials to reach the snapshot, in the format of the driver; a secret.
    #[field(sensitive)]
    provider_auth: Attr<Option<String>>,
    /// The volume it is taken of.
    #[field(belongs_to(key = VOLUME_ID))]
    volume: Attr<Option<Box<Volume>>>,
    /// The consistency group snapshot that it is part of; null outside of one.
    cgsnapshot: Attr<Option<Box<CGSnapshot>>>,
    /// The group snapshot that it is part of; null outside of one.
    #[field(since = "1.1")]
    group_snapshot: Attr<Option<Box<GroupSnapshot>>>,
    #[field(flatten)]
    persistent: PersistentFields,
    meta: ObjectMeta,
}

#[object_methods]
impl Snapshot {
    /// The name of the snapshot at its backend: the snapshot name template with `id` in it.
    ///
    /// # Errors
    ///
    /// When `id` is unset.
    pub fn name(&self) -> Result<String> {
        Ok(NameTemplates::apply(&templates(self).snapshot, &self.id()?.to_string()))
    }

    /// [`Volume::name`] of the volume; nothing when the volume is null.
    ///
    /// # Errors
    ///
    /// When `volume` is unset, or what the name of the volume needs.
    pub fn volume_name(&self) -> Result<Option<String>> {
        self.volume()?.map(Volume::name).transpose()
    }
}

/// Snapshots, in the order in which they were read.
#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.0",
    namespace = "cinder",
    python = cinder("cinder.objects.snapshot"),
    fingerprint = "15ecf022a68ddbb8c2a6739cfc9f8f5e",
    list_of = Snapshot
)]
pub struct SnapshotList {
    /// The snapshots.
    objects: Attr<Vec<Snapshot>>,
    meta: ObjectMeta,
}
