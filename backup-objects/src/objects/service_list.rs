//! A list of services: Cinder's `ServiceList` 1.1.

use versioned_object_core::prelude::*;

use crate::Service;

/// Services, in the order in which they were read.
#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.1",
    note("1.1", "the services are of Service 1.2"),
    namespace = "cinder",
    fingerprint = "15ecf022a68ddbb8c2a6739cfc9f8f5e",
    list_of = Service
)]
pub struct ServiceList {
    /// The services.
    objects: Attr<Vec<Service>>,
    meta: ObjectMeta,
}
