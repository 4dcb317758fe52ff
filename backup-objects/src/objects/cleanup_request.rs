//! A request to clean up: Cinder's `CleanupRequest` 1.0.

use versioned_object_core::prelude::*;

use crate::python::cinder;

/// Which left-over work of services that went down is to be cleaned up: what all fields that are not null say.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", namespace = "cinder", python = cinder("cinder.objects.cleanup"), fingerprint = "e7c688b893e1d5537ccf65cc3eb10a28")]
pub struct CleanupRequest {
    /// Row number of the service whose work it is.
    service_id: Attr<Option<i64>>,
    /// The cluster that the service is part of.
    cluster_name: Attr<Option<String>>,
    /// The host that the service runs on.
    host: Attr<Option<String>>,
    /// The program of the service, such as `cinder-volume`.
    binary: Attr<Option<String>>,
    /// Whether the service is up; null for either.
    #[field(default = false)]
    is_up: Attr<Option<bool>>,
    /// Whether the scheduler leaves the service out; null for either.
    disabled: Attr<Option<bool>>,
    /// UUID of the resource that was worked on.
    resource_id: Attr<Option<Uuid>>,
    /// The type of that resource, `Volume` or `Snapshot`.
    resource_type: Attr<Option<String>>,
    /// Only work that was left before this moment.
    until: Attr<Option<DateTime<Utc>>>,
    meta: ObjectMeta,
}
