//! A cluster, and a list of clusters: Cinder's `Cluster` 1.1 and `ClusterList` 1.0.

use versioned_object_core::prelude::*;

use super::enums::ReplicationStatus;
use super::persistent::PersistentFields;
use super::service::ServiceList;
use crate::python::cinder;

/// Services of one kind that share their work and are addressed by one name.
#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.1",
    namespace = "cinder",
    python = cinder("cinder.objects.cluster"),
    fingerprint = "e2c533eb8cdd8d229b6c45c6cf3a9e2c",
    relationships(..),
    comparable
)]
pub struct Cluster {
    /// Row number of the cluster.
    id: Attr<i64>,
    /// The name that its services share, as `cluster@backend` for volume services.
    name: Attr<String>,
    /// The program that its services run, such as `cinder-volume`.
    binary: Attr<String>,
    /// Whether the scheduler leaves the cluster out.
    #[field(default = false)]
    disabled: Attr<Option<bool>>,
    /// Why the cluster is disabled; null when nobody said.
    disabled_reason: Attr<Option<String>>,
    /// How many services the cluster has.
    #[field(read_only, default = 0)]
    num_hosts: Attr<i64>,
    /// How many of its services are down.
    #[field(read_only, default = 0)]
    num_down_hosts: Attr<i64>,
    /// The latest heartbeat of any of its services.
    #[field(read_only)]
    last_heartbeat: Attr<Option<DateTime<Utc>>>,
    /// The services of the cluster.
    #[field(read_only)]
    services: Attr<Option<Box<ServiceList>>>,
    /// State of the replication of the backend.
    #[field(since = "1.1")]
    replication_status: Attr<Option<ReplicationStatus>>,
    /// Whether the backend is frozen: resources can be used, not created, changed or deleted.
    #[field(since = "1.1", default = false)]
    frozen: Attr<bool>,
    /// The replication target that the backend failed over to; null when it has not.
    #[field(since = "1.1")]
    active_backend_id: Attr<Option<String>>,
    #[field(flatten)]
    persistent: PersistentFields,
    meta: ObjectMeta,
}

/// Clusters, in the order in which they were read.
#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.0",
    namespace = "cinder",
    python = cinder("cinder.objects.cluster"),
    fingerprint = "15ecf022a68ddbb8c2a6739cfc9f8f5e",
    list_of = Cluster
)]
pub struct ClusterList {
    /// The clusters.
    objects: Attr<Vec<Cluster>>,
    meta: ObjectMeta,
}
