//! A volume that could be managed: Cinder's `ManageableVolume` 1.0.

use versioned_object_core::prelude::*;

use crate::ManageableFields;

/// A volume that a backend has, whether Cinder manages it or not.
#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.0",
    namespace = "cinder",
    fingerprint = "5fd0152237ec9dfb7b5c7095b8b09ffa",
    dict = cinder,
    comparable
)]
pub struct ManageableVolume {
    #[field(flatten)]
    manageable: ManageableFields,
    meta: ObjectMeta,
}
