//! A consistency group, and a list of them: Cinder's `ConsistencyGroup` 1.4 and `ConsistencyGroupList` 1.1.

use versioned_object_core::prelude::*;

use super::cg_snapshot::CGSnapshotList;
use super::cluster::Cluster;
use super::enums::ConsistencyGroupStatus;
use super::persistent::PersistentFields;
use super::volume::VolumeList;
use crate::python::cinder;

/// Volumes that are snapshotted together, so that their snapshots are of one moment.
#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.4",
    note("1.4", "made from a generic group"),
    namespace = "cinder",
    python = cinder("cinder.objects.consistencygroup"),
    fingerprint = "7bf01a79b82516639fc03cd3ab6d9c01",
    relationships(..),
    dict = cinder
)]
pub struct ConsistencyGroup {
    /// UUID of the consistency group.
    id: Attr<Uuid>,
    /// The user who created the group.
    #[field(changed("1.2", from = Uuid, as_is))]
    user_id: Attr<String>,
    /// The project that owns the group.
    #[field(changed("1.2", from = Uuid, as_is))]
    project_id: Attr<String>,
    /// The cluster that serves the group; null when it is not clustered.
    #[field(since = "1.3")]
    cluster_name: Attr<Option<String>>,
    /// The cluster that serves the group.
    #[field(since = "1.3", read_only)]
    cluster: Attr<Option<Box<Cluster>>>,
    /// The backend that serves the group, as `host@backend#pool`; null until it is scheduled.
    host: Attr<Option<String>>,
    /// The availability zone of the group.
    availability_zone: Attr<Option<String>>,
    /// The user's name for the group.
    name: Attr<Option<String>>,
    /// The user's description of the group.
    description: Attr<Option<String>>,
    /// UUIDs of the volume types that the group accepts, separated by commas.
    #[field(changed("1.2", from = Option<Uuid>, as_is))]
    volume_type_id: Attr<Option<String>>,
    /// Where the group is in its life.
    #[field(changed(
        "1.2",
        from = Option<String>,
        down = ConsistencyGroupStatus::as_str,
        up = ConsistencyGroupStatus::from_text
    ))]
    status: Attr<Option<ConsistencyGroupStatus>>,
    /// UUID of the consistency group snapshot that the group was created from; null when from none.
    cgsnapshot_id: Attr<Option<Uuid>>,
    /// UUID of the consistency group that this one was cloned from; null when from none.
    source_cgid: Attr<Option<Uuid>>,
    /// The snapshots of the group.
    #[field(since = "1.1")]
    cgsnapshots: Attr<Option<Box<CGSnapshotList>>>,
    /// The volumes in the group.
    #[field(since = "1.1")]
    volumes: Attr<Option<Box<VolumeList>>>,
    #[field(flatten)]
    persistent: PersistentFields,
    meta: ObjectMeta,
}

/// Consistency groups, in the order in which they were read.
#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.1",
    note("1.1", "lists are read in pages"),
    namespace = "cinder",
    python = cinder("cinder.objects.consistencygroup"),
    fingerprint = "15ecf022a68ddbb8c2a6739cfc9f8f5e",
    list_of = ConsistencyGroup
)]
pub struct ConsistencyGroupList {
    /// The consistency groups.
    objects: Attr<Vec<ConsistencyGroup>>,
    meta: ObjectMeta,
}
