//! A volume type, and a list of them: Cinder's `VolumeType` 1.3 and `VolumeTypeList` 1.1.

use std::collections::BTreeMap;

use versioned_object_core::prelude::*;

use super::persistent::PersistentFields;
use super::qos_specs::QualityOfServiceSpecs;
use crate::python::cinder;

/// A kind of volume that administrators offer, described by extra specs and quality of service.
#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.3",
    namespace = "cinder",
    python = cinder("cinder.objects.volume_type"),
    fingerprint = "a5d8c3473db9bc3bbcdbab9313acf4d1",
    table = "volume_types",
    soft_delete(flag = deleted, at = deleted_at),
    timestamps(created = created_at, updated = updated_at),
    dict = cinder,
    comparable
)]
pub struct VolumeType {
    /// UUID of the volume type.
    id: Attr<Uuid>,
    /// The name of the volume type.
    name: Attr<Option<String>>,
    /// What the volume type is for.
    description: Attr<Option<String>>,
    /// Whether all projects may use it.
    #[field(default = true)]
    is_public: Attr<Option<bool>>,
    /// The projects that may use it when it is not public.
    #[field(no_column)]
    projects: Attr<Option<Vec<String>>>,
    /// What a backend has to offer, by key; a null value stands for an empty one.
    #[field(changed(
        "1.1",
        from = Option<BTreeMap<String, String>>,
        down = nulls_to_empty,
        up = all_given
    ), no_column)]
    extra_specs: Attr<Option<BTreeMap<String, Option<String>>>>,
    /// UUID of its quality of service specs; null when it has none.
    #[field(since = "1.3")]
    qos_specs_id: Attr<Option<Uuid>>,
    /// Its quality of service specs; null when it has none.
    #[field(since = "1.2")]
    qos_specs: Attr<Option<Box<QualityOfServiceSpecs>>>,
    #[field(flatten)]
    persistent: PersistentFields,
    meta: ObjectMeta,
}

/// Extra specs for a reader that takes no nulls.
fn nulls_to_empty(specs: &BTreeMap<String, Option<String>>) -> BTreeMap<String, String> {
    specs.iter().map(|(key, value)| (key.clone(), value.clone().unwrap_or_default())).collect()
}

/// Extra specs from before there were nulls among them.
fn all_given(specs: &BTreeMap<String, String>) -> BTreeMap<String, Option<String>> {
    specs.iter().map(|(key, value)| (key.clone(), Some(value.clone()))).collect()
}

/// Volume types, in the order in which they were read.
#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.1",
    note("1.1", "lists are read in pages"),
    namespace = "cinder",
    python = cinder("cinder.objects.volume_type"),
    fingerprint = "15ecf022a68ddbb8c2a6739cfc9f8f5e",
    list_of = VolumeType
)]
pub struct VolumeTypeList {
    /// The volume types.
    objects: Attr<Vec<VolumeType>>,
    meta: ObjectMeta,
}
