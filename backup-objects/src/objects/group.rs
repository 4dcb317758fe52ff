//! A generic volume group, and a list of them: Cinder's `Group` 1.2 and `GroupList` 1.0.

use versioned_object_core::prelude::*;

use super::enums::{GroupStatus, ReplicationStatus};
use super::group_snapshot::GroupSnapshotList;
use super::persistent::PersistentFields;
use super::volume::VolumeList;
use super::volume_type::VolumeTypeList;
use crate::python::cinder;

/// Volumes that are managed together, in the way that the group type says.
#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.2",
    namespace = "cinder",
    python = cinder("cinder.objects.group"),
    fingerprint = "2ade6acf2e55687b980048fc3f51dad9",
    relationships(..),
    dict = cinder
)]
pub struct Group {
    /// UUID of the group.
    id: Attr<Uuid>,
    /// The user who created the group.
    user_id: Attr<String>,
    /// The project that owns the group.
    project_id: Attr<String>,
    /// The cluster that serves the group; null when it is not clustered.
    cluster_name: Attr<Option<String>>,
    /// The backend that serves the group, as `host@backend#pool`; null until it is scheduled.
    host: Attr<Option<String>>,
    /// The availability zone of the group.
    availability_zone: Attr<Option<String>>,
    /// The user's name for the group.
    name: Attr<Option<String>>,
    /// The user's description of the group.
    description: Attr<Option<String>>,
    /// UUID of the group type.
    group_type_id: Attr<String>,
    /// UUIDs of the volume types that the group accepts.
    volume_type_ids: Attr<Option<Vec<String>>>,
    /// Where the group is in its life.
    status: Attr<Option<GroupStatus>>,
    /// UUID of the group snapshot that the group was created from; null when from none.
    #[field(since = "1.1")]
    group_snapshot_id: Attr<Option<Uuid>>,
    /// UUID of the group that this one was cloned from; null when from none.
    #[field(since = "1.1")]
    source_group_id: Attr<Option<Uuid>>,
    /// State of the replication of the group.
    #[field(since = "1.2")]
    replication_status: Attr<Option<ReplicationStatus>>,
    /// The volumes in the group.
    volumes: Attr<Option<Box<VolumeList>>>,
    /// The volume types that the group accepts.
    volume_types: Attr<Option<Box<VolumeTypeList>>>,
    /// The snapshots of the group.
    #[field(since = "1.1")]
    group_snapshots: Attr<Option<Box<GroupSnapshotList>>>,
    #[field(flatten)]
    persistent: PersistentFields,
    meta: ObjectMeta,
}

/// Generic volume groups, in the order in which they were read.
#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.0",
    namespace = "cinder",
    python = cinder("cinder.objects.group"),
    fingerprint = "15ecf022a68ddbb8c2a6739cfc9f8f5e",
    list_of = Group
)]
pub struct GroupList {
    /// The groups.
    objects: Attr<Vec<Group>>,
    meta: ObjectMeta,
}
