//! A snapshot that could be managed: Cinder's `ManageableSnapshot` 1.0.

use std::collections::BTreeMap;

use versioned_object_core::prelude::*;

use crate::ManageableFields;

/// A snapshot that a backend has, whether Cinder manages it or not.
#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.0",
    namespace = "cinder",
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
