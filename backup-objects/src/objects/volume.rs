//! A volume, and a list of volumes: Cinder's `Volume` 1.6 and `VolumeList` 1.1.

use std::collections::BTreeMap;

use versioned_object_core::prelude::*;

use super::cluster::Cluster;
use super::consistency_group::ConsistencyGroup;
use super::enums::VolumeAttachStatus;
use super::group::Group;
use super::snapshot::{Snapshot, SnapshotList};
use super::volume_attachment::{VolumeAttachment, VolumeAttachmentList};
use super::volume_type::VolumeType;
use crate::config::{NameTemplates, templates};
use crate::python::cinder;

/// A block storage device that an instance can attach.
#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.6",
    namespace = "cinder",
    python = cinder("cinder.objects.volume"),
    fingerprint = "7d3bc8577839d5725670d55e480fe95f",
    relationships(..),
    extra_fields(name, name_id, volume_metadata, volume_admin_metadata, volume_glance_metadata),
    table = "volumes",
    project = project_id,
    soft_delete(flag = deleted, at = deleted_at, set(status = "deleted")),
    timestamps(created = created_at, updated = updated_at),
    null_integers = zero,
    dict = cinder,
    comparable
)]
pub struct Volume {
    /// UUID of the volume.
    id: Attr<Uuid>,
    /// UUID under which the backend knows the volume since a migration; null when it is `id`.
    #[field(rename = "_name_id")]
    internal_name_id: Attr<Option<Uuid>>,
    /// Identifier for the EC2 API, a leftover; normally null.
    ec2_id: Attr<Option<Uuid>>,
    /// The user who created the volume.
    #[field(changed("1.3", from = Option<Uuid>, as_is))]
    user_id: Attr<Option<String>>,
    /// The project that owns the volume.
    #[field(changed("1.3", from = Option<Uuid>, as_is))]
    project_id: Attr<Option<String>>,
    /// UUID of the snapshot that the volume was created from; null when from none.
    snapshot_id: Attr<Option<Uuid>>,
    /// The cluster that serves the volume, as `cluster@backend#pool`; null when it is not clustered.
    #[field(since = "1.4")]
    cluster_name: Attr<Option<String>>,
    /// The cluster that serves the volume.
    #[field(since = "1.4", read_only)]
    cluster: Attr<Option<Box<Cluster>>>,
    /// The backend that serves the volume, as `host@backend#pool`; null until it is scheduled.
    host: Attr<Option<String>>,
    /// Size in GiB.
    #[field(changed("1.3", from = i64, as_is))]
    size: Attr<Option<i64>>,
    /// The availability zone of the volume.
    #[field(changed("1.3", from = String, as_is))]
    availability_zone: Attr<Option<String>>,
    /// Where the volume is in its life, such as `available` or `in-use`.
    #[field(changed("1.3", from = String, as_is))]
    status: Attr<Option<String>>,
    /// Whether the volume is attached.
    #[field(
        changed("1.3", from = String, as_is),
        changed("1.6", from = Option<String>, down = VolumeAttachStatus::as_str, up = VolumeAttachStatus::from_text)
    )]
    attach_status: Attr<Option<VolumeAttachStatus>>,
    /// State of a migration, such as `migrating` or `target:` and the other volume's UUID; null when there is
    /// none.
    migration_status: Attr<Option<String>>,
    /// When a backend was chosen; null until then.
    scheduled_at: Attr<Option<DateTime<Utc>>>,
    /// When the volume became usable; null until then.
    launched_at: Attr<Option<DateTime<Utc>>>,
    /// When its deletion began; null until then.
    terminated_at: Attr<Option<DateTime<Utc>>>,
    /// The user's name for the volume.
    display_name: Attr<Option<String>>,
    /// The user's description of the volume.
    display_description: Attr<Option<String>>,
    /// The backend's identifier for the volume.
    #[field(changed("1.3", from = Option<Uuid>, as_is))]
    provider_id: Attr<Option<String>>,
    /// Where the backend exports the volume, in the format of its driver.
    provider_location: Attr<Option<String>>,
    /// Credentials to reach the export, in the format of its driver; a secret.
    #[field(sensitive)]
    provider_auth: Attr<Option<String>>,
    /// Disk geometry, in the format of the driver.
    provider_geometry: Attr<Option<String>>,
    /// UUID of the volume type; null when the volume has none.
    volume_type_id: Attr<Option<Uuid>>,
    /// UUID of the volume that this one was cloned from; null when from none.
    source_volid: Attr<Option<Uuid>>,
    /// UUID of the encryption key in the key manager; null when the volume is not encrypted.
    encryption_key_id: Attr<Option<Uuid>>,
    /// UUID of the consistency group; null outside of one.
    consistencygroup_id: Attr<Option<Uuid>>,
    /// UUID of the generic group; null outside of one.
    #[field(since = "1.5")]
    group_id: Attr<Option<Uuid>>,
    /// Whether the record is soft-deleted.
    #[field(default = false, changed("1.3", from = bool, as_is))]
    deleted: Attr<Option<bool>>,
    /// Whether an instance can boot from the volume.
    #[field(default = false, changed("1.3", from = bool, as_is))]
    bootable: Attr<Option<bool>>,
    /// Whether more than one instance may attach the volume at once.
    #[field(since = "1.1", default = false, changed("1.3", from = bool, as_is))]
    multiattach: Attr<Option<bool>>,
    /// State of the replication of the volume.
    replication_status: Attr<Option<String>>,
    /// The driver's own details of the replication state.
    replication_extended_status: Attr<Option<String>>,
    /// The driver's own data for the replication.
    replication_driver_data: Attr<Option<String>>,
    /// The status to return to after the running operation, such as a backup.
    previous_status: Attr<Option<String>>,
    /// The user's key-value pairs.
    #[field(since = "1.1", no_column)]
    metadata: Attr<Option<BTreeMap<String, String>>>,
    /// Key-value pairs that only administrators see, such as `attached_mode`.
    #[field(since = "1.1", no_column)]
    admin_metadata: Attr<Option<BTreeMap<String, String>>>,
    /// Properties of the image that the volume was created from.
    #[field(since = "1.2", no_column)]
    glance_metadata: Attr<Option<BTreeMap<String, String>>>,
    /// The volume type; null when the volume has none.
    #[field(since = "1.1", belongs_to(key = VOLUME_TYPE_ID))]
    volume_type: Attr<Option<Box<VolumeType>>>,
    /// The attachments of the volume.
    #[field(since = "1.1", has_many(key = VolumeAttachment::VOLUME_ID))]
    volume_attachment: Attr<Option<Box<VolumeAttachmentList>>>,
    /// The consistency group; null outside of one.
    #[field(since = "1.2")]
    consistencygroup: Attr<Option<Box<ConsistencyGroup>>>,
    /// The snapshots of the volume.
    #[field(since = "1.2", has_many(key = Snapshot::VOLUME_ID))]
    snapshots: Attr<Option<Box<SnapshotList>>>,
    /// The generic group; null outside of one.
    #[field(since = "1.5")]
    group: Attr<Option<Box<Group>>>,
    /// When the record was created.
    created_at: Attr<Option<DateTime<Utc>>>,
    /// When the record was last updated; null when it never was.
    updated_at: Attr<Option<DateTime<Utc>>>,
    /// When the record was soft-deleted; null when it is live.
    deleted_at: Attr<Option<DateTime<Utc>>>,
    meta: ObjectMeta,
}

/// One entry of the metadata lists: `{"key": …, "value": …}`.
fn metadata_entry((key, value): (&String, &String)) -> BTreeMap<String, String> {
    BTreeMap::from([("key".to_owned(), key.clone()), ("value".to_owned(), value.clone())])
}

/// Metadata as drivers read it from rows: a list of entries, none for null.
fn metadata_entries(metadata: Option<&BTreeMap<String, String>>) -> Vec<BTreeMap<String, String>> {
    metadata.into_iter().flatten().map(metadata_entry).collect()
}

#[object_methods]
impl Volume {
    /// The name of the volume at its backend: the volume name template with [`Volume::name_id`] in it.
    ///
    /// # Errors
    ///
    /// When `_name_id` is unset, or null while `id` is unset.
    pub fn name(&self) -> Result<String> {
        Ok(NameTemplates::apply(&templates(self).volume, &self.name_id()?))
    }

    /// The UUID that the name at the backend is made of: `_name_id`, or `id` where that is null.
    ///
    /// # Errors
    ///
    /// When `_name_id` is unset, or null while `id` is unset.
    pub fn name_id(&self) -> Result<String> {
        let id = match self.internal_name_id()? {
            Some(id) => id,
            None => self.id()?,
        };
        Ok(id.to_string())
    }

    /// `metadata` as a list of maps with `key` and `value`, ordered by key; empty when it is null.
    ///
    /// # Errors
    ///
    /// When `metadata` is unset.
    pub fn volume_metadata(&self) -> Result<Vec<BTreeMap<String, String>>> {
        self.metadata().map(metadata_entries)
    }

    /// `admin_metadata` as a list of maps with `key` and `value`, ordered by key; empty when it is null.
    ///
    /// # Errors
    ///
    /// When `admin_metadata` is unset.
    pub fn volume_admin_metadata(&self) -> Result<Vec<BTreeMap<String, String>>> {
        self.admin_metadata().map(metadata_entries)
    }

    /// `glance_metadata` as a list of maps with `key` and `value`, ordered by key; empty when it is null.
    ///
    /// # Errors
    ///
    /// When `glance_metadata` is unset.
    pub fn volume_glance_metadata(&self) -> Result<Vec<BTreeMap<String, String>>> {
        self.glance_metadata().map(metadata_entries)
    }
}

/// Volumes, in the order in which they were read.
#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.1",
    note("1.1", "the volumes are of Volume 1.1"),
    namespace = "cinder",
    python = cinder("cinder.objects.volume"),
    fingerprint = "15ecf022a68ddbb8c2a6739cfc9f8f5e",
    list_of = Volume
)]
pub struct VolumeList {
    /// The volumes.
    objects: Attr<Vec<Volume>>,
    meta: ObjectMeta,
}
