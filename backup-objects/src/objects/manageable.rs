//! What Cinder could take over from a backend: its `ManageableObject`, `ManageableVolume` 1.0, `ManageableSnapshot` 1.0
//! and a list of either.

use std::collections::BTreeMap;

use versioned_object_core::prelude::*;

use crate::python::cinder;

/// What a driver says of a thing that its backend has, and whether Cinder may manage it.
#[derive(Clone, FieldMixin)]
#[field_mixin(python = "cinder.objects.manageableresources.ManageableObject")]
pub struct ManageableFields {
    /// How the driver finds it again, in its own format.
    reference: Attr<BTreeMap<String, Option<String>>>,
    /// Size in GiB.
    size: Attr<Option<i64>>,
    /// Whether Cinder may take it over.
    #[field(default = false)]
    safe_to_manage: Attr<Option<bool>>,
    /// Why it may not; null when it may.
    reason_not_safe: Attr<Option<String>>,
    /// UUID under which Cinder manages it already; null when it does not.
    cinder_id: Attr<Option<Uuid>>,
    /// What else the driver says of it.
    extra_info: Attr<Option<BTreeMap<String, Option<String>>>>,
}

/// A volume that a backend has, whether Cinder manages it or not.
#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.0",
    namespace = "cinder",
    python = cinder("cinder.objects.manageableresources"),
    fingerprint = "5fd0152237ec9dfb7b5c7095b8b09ffa",
    dict = cinder,
    comparable
)]
pub struct ManageableVolume {
    #[field(flatten)]
    manageable: ManageableFields,
    meta: ObjectMeta,
}

/// Volumes that a backend has, as its driver lists them.
#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.0",
    namespace = "cinder",
    python = cinder("cinder.objects.manageableresources"),
    fingerprint = "15ecf022a68ddbb8c2a6739cfc9f8f5e",
    list_of = ManageableVolume
)]
pub struct ManageableVolumeList {
    /// The volumes.
    objects: Attr<Vec<ManageableVolume>>,
    meta: ObjectMeta,
}

/// A snapshot that a backend has, whether Cinder manages it or not.
#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.0",
    namespace = "cinder",
    python = cinder("cinder.objects.manageableresources"),
    fingerprint = "5be933366eb17d12db0115c597158d0d",
    dict = cinder
)]
pub struct ManageableSnapshot {
    /// How the driver finds the volume that it is taken of, in its own format.
    source_reference: Attr<BTreeMap<String, Option<String>>>,
    #[field(flatten)]
    manageable: ManageableFields,
    meta: ObjectMeta,
}

/// Snapshots that a backend has, as its driver lists them.
#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.0",
    namespace = "cinder",
    python = cinder("cinder.objects.manageableresources"),
    fingerprint = "15ecf022a68ddbb8c2a6739cfc9f8f5e",
    list_of = ManageableSnapshot
)]
pub struct ManageableSnapshotList {
    /// The snapshots.
    objects: Attr<Vec<ManageableSnapshot>>,
    meta: ObjectMeta,
}
