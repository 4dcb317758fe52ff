//! A group snapshot, and a list of them: Cinder's `GroupSnapshot` 1.0 and `GroupSnapshotList` 1.0.

use versioned_object_core::prelude::*;

use super::group::Group;
use super::persistent::PersistentFields;
use super::snapshot::SnapshotList;
use crate::python::cinder;

/// Snapshots of all volumes of a generic group, taken together.
#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.0",
    namespace = "cinder",
    python = cinder("cinder.objects.group_snapshot"),
    fingerprint = "9af3e994e889cbeae4427c3e351fa91d",
    dict = cinder,
    relationships(..)
)]
pub struct GroupSnapshot {
    /// UUID of the group snapshot.
    id: Attr<Uuid>,
    /// UUID of the group it is taken of.
    group_id: Attr<Uuid>,
    /// The project that owns it.
    project_id: Attr<Option<String>>,
    /// The user who created it.
    user_id: Attr<Option<String>>,
    /// The user's name for it.
    name: Attr<Option<String>>,
    /// The user's description of it.
    description: Attr<Option<String>>,
    /// Where it is in its life, such as `creating` or `available`.
    status: Attr<Option<String>>,
    /// UUID of the group's type.
    group_type_id: Attr<Option<Uuid>>,
    /// The group it is taken of.
    group: Attr<Option<Box<Group>>>,
    /// The snapshots of the single volumes.
    snapshots: Attr<Option<Box<SnapshotList>>>,
    #[field(flatten)]
    persistent: PersistentFields,
    meta: ObjectMeta,
}

/// Group snapshots, in the order in which they were read.
#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.0",
    namespace = "cinder",
    python = cinder("cinder.objects.group_snapshot"),
    fingerprint = "15ecf022a68ddbb8c2a6739cfc9f8f5e",
    list_of = GroupSnapshot
)]
pub struct GroupSnapshotList {
    /// The group snapshots.
    objects: Attr<Vec<GroupSnapshot>>,
    meta: ObjectMeta,
}
