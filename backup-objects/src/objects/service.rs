//! A service, and a list of services: Cinder's `Service` 1.4 and `ServiceList` 1.1.

use versioned_object_core::prelude::*;

use super::cluster::Cluster;
use super::enums::ReplicationStatus;
use super::persistent::PersistentFields;
use crate::python::cinder;

/// One running program of Cinder on one host, as its heartbeats report it.
#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.4",
    note("1.2", "the lowest versions of all services can be asked for"),
    namespace = "cinder",
    python = cinder("cinder.objects.service"),
    fingerprint = "a6727ccda6d4043f5e38e75c7c518c7f",
    dict = cinder,
    comparable,
    relationships(..)
)]
pub struct Service {
    /// Row number of the service.
    id: Attr<i64>,
    /// The host it runs on, as `host@backend` for a volume service.
    host: Attr<Option<String>>,
    /// The program, such as `cinder-backup`.
    binary: Attr<Option<String>>,
    /// The cluster it is part of; null when it is not clustered.
    #[field(since = "1.4")]
    cluster_name: Attr<Option<String>>,
    /// The cluster it is part of.
    #[field(since = "1.4", read_only)]
    cluster: Attr<Option<Box<Cluster>>>,
    /// The message queue topic it listens to.
    topic: Attr<Option<String>>,
    /// How many heartbeats it has sent.
    #[field(default = 0)]
    report_count: Attr<i64>,
    /// Whether the scheduler leaves the service out.
    #[field(default = false, changed("1.3", from = bool, as_is))]
    disabled: Attr<Option<bool>>,
    /// The availability zone of the service.
    #[field(default = "cinder")]
    availability_zone: Attr<Option<String>>,
    /// Why the service is disabled; null when nobody said.
    disabled_reason: Attr<Option<String>>,
    /// When it was last enabled or disabled, heartbeats aside; null when it never was.
    modified_at: Attr<Option<DateTime<Utc>>>,
    /// The newest version of its RPC interface that it speaks.
    #[field(since = "1.1")]
    rpc_current_version: Attr<Option<String>>,
    /// The newest object history version that it reads.
    #[field(since = "1.1")]
    object_current_version: Attr<Option<String>>,
    /// State of the replication of its backend.
    #[field(
        since = "1.3",
        value("1.4", Enabling, instead = Disabled),
        value("1.4", Disabling, instead = Enabled)
    )]
    replication_status: Attr<Option<ReplicationStatus>>,
    /// Whether its backend is frozen: resources can be used, not created, changed or deleted.
    #[field(since = "1.3", default = false)]
    frozen: Attr<bool>,
    /// The replication target that its backend failed over to; null when it has not.
    #[field(since = "1.3")]
    active_backend_id: Attr<Option<String>>,
    #[field(flatten)]
    persistent: PersistentFields,
    meta: ObjectMeta,
}

/// Services, in the order in which they were read.
#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.1",
    note("1.1", "the services are of Service 1.2"),
    namespace = "cinder",
    python = cinder("cinder.objects.service"),
    fingerprint = "15ecf022a68ddbb8c2a6739cfc9f8f5e",
    list_of = Service
)]
pub struct ServiceList {
    /// The services.
    objects: Attr<Vec<Service>>,
    meta: ObjectMeta,
}
