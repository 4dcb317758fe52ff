//! A list of generic volume groups: Cinder's `GroupList` 1.0.

use versioned_object_core::prelude::*;

use crate::Group;

/// Generic volume groups, in the order in which they were read.
#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.0",
    namespace = "cinder",
    fingerprint = "15ecf022a68ddbb8c2a6739cfc9f8f5e",
    list_of = Group
)]
pub struct GroupList {
    /// The groups.
    objects: Attr<Vec<Group>>,
    meta: ObjectMeta,
}
