//! A list of clusters: Cinder's `ClusterList` 1.0.

use versioned_object_core::prelude::*;

use crate::Cluster;

/// Clusters, in the order in which they were read.
#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.0",
    namespace = "cinder",
    fingerprint = "15ecf022a68ddbb8c2a6739cfc9f8f5e",
    list_of = Cluster
)]
pub struct ClusterList {
    /// The clusters.
    objects: Attr<Vec<Cluster>>,
    meta: ObjectMeta,
}
