//! A consistency group snapshot, and a list of them: Cinder's `CGSnapshot` 1.1 and `CGSnapshotList` 1.0.

use versioned_object_core::prelude::*;

use super::consistency_group::ConsistencyGroup;
use super::persistent::PersistentFields;
use super::snapshot::SnapshotList;
use crate::python::cinder;

/// Snapshots of all volumes of a consistency group, taken at one moment.
#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.1",
    note("1.1", "made from a generic group snapshot"),
    namespace = "cinder",
    python = cinder("cinder.objects.cgsnapshot"),
    fingerprint = "3212ac2b4c2811b7134fb9ba2c49ff74",
    relationships(..),
    dict = cinder
)]
pub struct CGSnapshot {
    /// UUID of the consistency group snapshot.
    id: Attr<Uuid>,
    /// UUID of the consistency group it is taken of.
    consistencygroup_id: Attr<Option<Uuid>>,
    /// The project that owns it.
    project_id: Attr<String>,
    /// The user who created it.
    user_id: Attr<String>,
    /// The user's name for it.
    name: Attr<Option<String>>,
    /// The user's description of it.
    description: Attr<Option<String>>,
    /// Where it is in its life, such as `creating` or `available`.
    status: Attr<Option<String>>,
    /// The consistency group it is taken of.
    consistencygroup: Attr<Option<Box<ConsistencyGroup>>>,
    /// The snapshots of the single volumes.
    snapshots: Attr<Option<Box<SnapshotList>>>,
    #[field(flatten)]
    persistent: PersistentFields,
    meta: ObjectMeta,
}

/// Consistency group snapshots, in the order in which they were read.
#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.0",
    namespace = "cinder",
    python = cinder("cinder.objects.cgsnapshot"),
    fingerprint = "15ecf022a68ddbb8c2a6739cfc9f8f5e",
    list_of = CGSnapshot
)]
pub struct CGSnapshotList {
    /// The consistency group snapshots.
    objects: Attr<Vec<CGSnapshot>>,
    meta: ObjectMeta,
}
