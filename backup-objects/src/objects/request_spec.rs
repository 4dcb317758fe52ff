//! What the scheduler is asked: Cinder's `RequestSpec` 1.1, and what the volume in it is to be, `VolumeProperties` 1.1.

use std::collections::BTreeMap;

use versioned_object_core::prelude::*;

use super::volume::Volume;
use super::volume_type::VolumeType;
use crate::python::cinder;

/// A volume that the scheduler is to find a backend for.
#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.1",
    namespace = "cinder",
    python = cinder("cinder.objects.request_spec"),
    fingerprint = "b0bd1a28d191d75648901fa853e8a733",
    relationships(..),
    extra_fields(resource_properties),
    dict = cinder,
    comparable
)]
pub struct RequestSpec {
    /// UUID of the consistency group that the volume goes into; null outside of one.
    consistencygroup_id: Attr<Option<Uuid>>,
    /// UUID of the generic group that the volume goes into; null outside of one.
    #[field(since = "1.1")]
    group_id: Attr<Option<Uuid>>,
    /// UUID of the consistency group snapshot that it is created from; null when from none.
    cgsnapshot_id: Attr<Option<Uuid>>,
    /// UUID of the image that it is created from; null when from none.
    image_id: Attr<Option<Uuid>>,
    /// UUID of the snapshot that it is created from; null when from none.
    snapshot_id: Attr<Option<Uuid>>,
    /// UUID of the volume whose replica it is created from; null when from none.
    source_replicaid: Attr<Option<Uuid>>,
    /// UUID of the volume that it is cloned from; null when from none.
    source_volid: Attr<Option<Uuid>>,
    /// UUID of the volume.
    volume_id: Attr<Option<Uuid>>,
    /// The volume.
    volume: Attr<Option<Box<Volume>>>,
    /// The volume type; null when the volume has none.
    volume_type: Attr<Option<Box<VolumeType>>>,
    /// What the volume is to be.
    volume_properties: Attr<Option<Box<VolumeProperties>>>,
    /// The backend that serves the consistency group; null outside of one.
    #[field(rename = "CG_backend")]
    cg_backend: Attr<Option<String>>,
    /// The backend that serves the generic group; null outside of one.
    #[field(since = "1.1")]
    group_backend: Attr<Option<String>>,
    meta: ObjectMeta,
}

#[object_methods]
impl RequestSpec {
    /// `volume_properties`, under the name that filters of the scheduler look for; none when it is null.
    ///
    /// # Errors
    ///
    /// When `volume_properties` is unset.
    pub fn resource_properties(&self) -> Result<Option<Box<dyn DynObject>>> {
        Ok(self.volume_properties()?.map(DynObject::obj_clone_box))
    }
}

/// The properties of a volume that the scheduler is to place, and what was reserved for it.
#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.1",
    namespace = "cinder",
    python = cinder("cinder.objects.request_spec"),
    fingerprint = "cadac86b2bdc11eb79d1dcea988ff9e8",
    dict = cinder
)]
pub struct VolumeProperties {
    /// Whether the volume is attached.
    attach_status: Attr<Option<String>>,
    /// The availability zone of the volume.
    availability_zone: Attr<Option<String>>,
    /// UUID of the consistency group snapshot that it is created from; null when from none.
    cgsnapshot_id: Attr<Option<Uuid>>,
    /// UUID of the consistency group; null outside of one.
    consistencygroup_id: Attr<Option<Uuid>>,
    /// UUID of the generic group; null outside of one.
    #[field(since = "1.1")]
    group_id: Attr<Option<Uuid>>,
    /// The user's description of the volume.
    display_description: Attr<Option<String>>,
    /// The user's name for the volume.
    display_name: Attr<Option<String>>,
    /// UUID of the encryption key in the key manager; null when the volume is not encrypted.
    encryption_key_id: Attr<Option<Uuid>>,
    /// The user's key-value pairs.
    metadata: Attr<Option<BTreeMap<String, String>>>,
    /// Whether more than one instance may attach the volume at once.
    multiattach: Attr<Option<bool>>,
    /// The project that owns the volume.
    project_id: Attr<Option<String>>,
    /// Limits and guarantees of the volume type, by key.
    qos_specs: Attr<Option<BTreeMap<String, String>>>,
    /// State of the replication of the volume.
    replication_status: Attr<Option<String>>,
    /// UUIDs of the reservations that its quota was set aside with.
    reservations: Attr<Option<Vec<String>>>,
    /// Size in GiB.
    size: Attr<Option<i64>>,
    /// UUID of the snapshot that the volume is created from; null when from none.
    snapshot_id: Attr<Option<Uuid>>,
    /// UUID of the volume whose replica it is created from; null when from none.
    source_replicaid: Attr<Option<Uuid>>,
    /// UUID of the volume that it is cloned from; null when from none.
    source_volid: Attr<Option<Uuid>>,
    /// Where the volume is in its life, such as `creating`.
    status: Attr<Option<String>>,
    /// The user who creates the volume.
    user_id: Attr<Option<String>>,
    /// UUID of the volume type; null when the volume has none.
    volume_type_id: Attr<Option<Uuid>>,
    /// UUID of the type of the generic group; null outside of one.
    #[field(since = "1.1")]
    group_type_id: Attr<Option<Uuid>>,
    meta: ObjectMeta,
}
