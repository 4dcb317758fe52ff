//! What the scheduler is asked: Cinder's `RequestSpec` 1.1.

use versioned_object_core::prelude::*;

use crate::{Volume, VolumeProperties, VolumeType};

/// A volume that the scheduler is to find a backend for.
#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.1",
    namespace = "cinder",
    fingerprint = "b0bd1a28d191d75648901fa853e8a733",
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
