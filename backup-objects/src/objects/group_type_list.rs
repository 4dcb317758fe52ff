//! A list of group types: Cinder's `GroupTypeList` 1.0.

use versioned_object_core::prelude::*;

use crate::GroupType;

/// Group types, in the order in which they were read.
#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.0",
    namespace = "cinder",
    fingerprint = "15ecf022a68ddbb8c2a6739cfc9f8f5e",
    list_of = GroupType
)]
pub struct GroupTypeList {
    /// The group types.
    objects: Attr<Vec<GroupType>>,
    meta: ObjectMeta,
}
