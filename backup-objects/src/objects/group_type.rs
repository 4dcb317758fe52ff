//! A group type, and a list of them: Cinder's `GroupType` 1.0 and `GroupTypeList` 1.0.

use std::collections::BTreeMap;

use versioned_object_core::prelude::*;

use super::persistent::PersistentFields;
use crate::python::cinder;

/// A kind of generic volume group that administrators offer.
#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.0",
    namespace = "cinder",
    python = cinder("cinder.objects.group_type"),
    fingerprint = "d4a7b272199d0b0d6fc3ceed58539d30",
    dict = cinder,
    comparable
)]
pub struct GroupType {
    /// UUID of the group type.
    id: Attr<Uuid>,
    /// The name of the group type.
    name: Attr<Option<String>>,
    /// What the group type is for.
    description: Attr<Option<String>>,
    /// Whether all projects may use it.
    #[field(default = true)]
    is_public: Attr<Option<bool>>,
    /// The projects that may use it when it is not public.
    projects: Attr<Option<Vec<String>>>,
    /// What a backend has to offer, by key; a null value stands for an empty one.
    group_specs: Attr<Option<BTreeMap<String, Option<String>>>>,
    #[field(flatten)]
    persistent: PersistentFields,
    meta: ObjectMeta,
}

/// Group types, in the order in which they were read.
#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.0",
    namespace = "cinder",
    python = cinder("cinder.objects.group_type"),
    fingerprint = "15ecf022a68ddbb8c2a6739cfc9f8f5e",
    list_of = GroupType
)]
pub struct GroupTypeList {
    /// The group types.
    objects: Attr<Vec<GroupType>>,
    meta: ObjectMeta,
}
