//! A list of quality of service specs: Cinder's `QualityOfServiceSpecsList` 1.0.

use versioned_object_core::prelude::*;

use crate::QualityOfServiceSpecs;

/// Quality of service specs, in the order in which they were read.
#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.0",
    namespace = "cinder",
    fingerprint = "15ecf022a68ddbb8c2a6739cfc9f8f5e",
    list_of = QualityOfServiceSpecs
)]
pub struct QualityOfServiceSpecsList {
    /// The specs.
    objects: Attr<Vec<QualityOfServiceSpecs>>,
    meta: ObjectMeta,
}
